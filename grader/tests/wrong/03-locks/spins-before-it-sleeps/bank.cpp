// expect: slow payments
// passes: tests races
// Spins for 20 ms before it sleeps. All is right; but where a journal takes 8 ms, every wait is
// that short, and every waiter burns a core.

#include "bank.hpp"

#include <chrono>
#include <mutex>
#include <stdexcept>
#include <thread>

namespace course {

// Spins for a while in the hope that the wait is short, then sleeps.
class HopefulMutex {
 public:
  void lock() {
    const auto end = std::chrono::steady_clock::now() + std::chrono::milliseconds(20);
    while (!mutex_.try_lock()) {
      if (std::chrono::steady_clock::now() > end) {
        mutex_.lock();
        return;
      }
      std::this_thread::yield();
    }
  }
  bool try_lock() { return mutex_.try_lock(); }
  void unlock() { mutex_.unlock(); }

 private:
  std::recursive_mutex mutex_;
};

struct Account {
  HopefulMutex mutex;
  long balance = 0;
};

struct Bank::State {
  std::vector<Account> accounts;
};

Bank::Bank(std::vector<long> balances) : state_(new State{std::vector<Account>(balances.size())}) {
  for (std::size_t i = 0; i < balances.size(); ++i) {
    if (balances[i] < 0) {
      throw std::invalid_argument("negative balance");
    }
    state_->accounts[i].balance = balances[i];
  }
}

Bank::~Bank() = default;

bool Bank::transfer(std::size_t from, std::size_t to, long amount, const Journal& journal) {
  Account& payer = state_->accounts.at(from);
  Account& payee = state_->accounts.at(to);
  if (amount < 0) {
    throw std::invalid_argument("negative amount");
  }
  std::scoped_lock lock(payer.mutex, payee.mutex);
  if (payer.balance < amount) {
    return false;
  }
  journal();
  payer.balance -= amount;
  payee.balance += amount;
  return true;
}

long Bank::balance(std::size_t id) const {
  Account& account = state_->accounts.at(id);
  std::lock_guard lock(account.mutex);
  return account.balance;
}

long Bank::total() const {
  std::vector<std::unique_lock<HopefulMutex>> locks;
  for (auto& account : state_->accounts) {
    locks.emplace_back(account.mutex);
  }
  long sum = 0;
  for (const auto& account : state_->accounts) {
    sum += account.balance;
  }
  return sum;
}

void Bank::with_account(std::size_t id, const Visitor& visitor) {
  Account& account = state_->accounts.at(id);
  std::lock_guard lock(account.mutex);
  visitor(account.balance);
}

}  // namespace course
