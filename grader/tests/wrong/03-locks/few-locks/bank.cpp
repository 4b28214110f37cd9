// expect: failed AtTheSameTime.EveryAccountIsHeldAloneHoweverManyThereAre
// Eight locks for all accounts, by the last three bits of their numbers. Accounts 0 and 8 are
// strangers and wait for each other.

#include "bank.hpp"

#include <array>
#include <mutex>
#include <numeric>
#include <stdexcept>

namespace course {

struct Bank::State {
  std::array<std::recursive_mutex, 8> mutexes;
  std::vector<long> balances;

  std::recursive_mutex& mutex_of(std::size_t id) { return mutexes[id % mutexes.size()]; }
};

Bank::Bank(std::vector<long> balances) : state_(std::make_unique<State>()) {
  for (const long balance : balances) {
    if (balance < 0) {
      throw std::invalid_argument("negative balance");
    }
  }
  state_->balances = std::move(balances);
}

Bank::~Bank() = default;

bool Bank::transfer(std::size_t from, std::size_t to, long amount, const Journal& journal) {
  long& payer = state_->balances.at(from);
  long& payee = state_->balances.at(to);
  if (amount < 0) {
    throw std::invalid_argument("negative amount");
  }
  std::scoped_lock lock(state_->mutex_of(from), state_->mutex_of(to));
  if (payer < amount) {
    return false;
  }
  journal();
  payer -= amount;
  payee += amount;
  return true;
}

long Bank::balance(std::size_t id) const {
  const long& balance = state_->balances.at(id);
  std::lock_guard lock(state_->mutex_of(id));
  return balance;
}

long Bank::total() const {
  std::vector<std::unique_lock<std::recursive_mutex>> locks;
  for (auto& mutex : state_->mutexes) {
    locks.emplace_back(mutex);
  }
  return std::accumulate(state_->balances.begin(), state_->balances.end(), 0L);
}

void Bank::with_account(std::size_t id, const Visitor& visitor) {
  long& balance = state_->balances.at(id);
  std::lock_guard lock(state_->mutex_of(id));
  visitor(balance);
}

}  // namespace course
