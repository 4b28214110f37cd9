// payments: four customers pay, each from an account of its own, into two shops,
// two customers each. Every payment is written down on a disk that takes its
// time. What one shop receives is written one by one, whatever the bank does;
// what the two receive, at the same time.
//
// So half of the customers wait for a shop's account all day long, and the CPU
// time tells whether they sleep.

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <thread>
#include <vector>

#include "bank.hpp"
#include "support/latency.hpp"
#include "support/secret.hpp"
#include "support/speed_row.hpp"

namespace course {
namespace {

constexpr std::size_t kCustomers = 4;
constexpr std::size_t kShops = 2;
constexpr std::size_t kPaymentsEach = 5;
constexpr std::chrono::milliseconds kDisk{8};
constexpr std::uint64_t kMostToPay = 100;
constexpr long kOpening = kPaymentsEach * kMostToPay;  // nobody runs out of money

struct Payment {
  std::size_t customer;
  std::size_t shop;
  long amount;
};

// A receipt for each payment, and then the balances.
using Books = std::vector<std::uint64_t>;

support::Secret disk_answers;

// Payment i * kCustomers + c is the i-th of customer c.
std::vector<Payment> make_day(std::uint64_t seed) {
  disk_answers.renew(seed);
  std::vector<Payment> day;
  for (std::size_t i = 0; i < kPaymentsEach; ++i) {
    for (std::size_t customer = 0; customer < kCustomers; ++customer) {
      const std::uint64_t amount = 1 + disk_answers.of(day.size()) % kMostToPay;
      day.push_back({.customer = customer,
                     .shop = kCustomers + customer % kShops,
                     .amount = static_cast<long>(amount)});
    }
  }
  return day;
}

std::vector<long> opening_balances() {
  std::vector<long> balances(kCustomers + kShops, 0);
  std::fill_n(balances.begin(), kCustomers, kOpening);
  return balances;
}

// Returns the receipt, which only the disk knows.
std::uint64_t write_down(std::size_t payment) {
  support::Latency(kDisk).request();
  return disk_answers.of("receipt " + std::to_string(payment));
}

Books one_after_the_other(const std::vector<Payment>& day) {
  Books books;
  std::vector<long> balances = opening_balances();
  for (std::size_t i = 0; i < day.size(); ++i) {
    books.push_back(write_down(i));
    balances[day[i].customer] -= day[i].amount;
    balances[day[i].shop] += day[i].amount;
  }
  books.insert(books.end(), balances.begin(), balances.end());
  return books;
}

// Each shop's payments one by one, both shops at the same time.
void best_schedule(const std::vector<Payment>& day, unsigned /*workers*/) {
  std::this_thread::sleep_for(kDisk * (day.size() / kShops));
}

Books all_customers_at_once(const std::vector<Payment>& day, unsigned /*workers*/) {
  Books books(day.size());
  Bank bank(opening_balances());
  {
    std::vector<std::jthread> customers;
    for (std::size_t customer = 0; customer < kCustomers; ++customer) {
      customers.emplace_back([&, customer] {
        for (std::size_t i = customer; i < day.size(); i += kCustomers) {
          bank.transfer(day[i].customer, day[i].shop, day[i].amount,
                        [&books, i] { books[i] = write_down(i); });
        }
      });
    }
  }
  for (std::size_t id = 0; id < kCustomers + kShops; ++id) {
    books.push_back(static_cast<std::uint64_t>(bank.balance(id)));
  }
  return books;
}

const bool registered = support::add_row("payments", support::IoRow<std::vector<Payment>, Books>{
                                                         .make = make_day,
                                                         .serial = one_after_the_other,
                                                         .ideal = best_schedule,
                                                         .yours = all_customers_at_once,
                                                     });

}  // namespace
}  // namespace course
