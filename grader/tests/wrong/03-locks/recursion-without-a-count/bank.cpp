// expect: failed WithAccount.KeepsOthersOutUntilItReturns
// schedules: raced
// A recursive lock made by hand, which knows its owner and does not count. The first call that
// returns lets the account go, and the visitor is still in it.

#include "bank.hpp"

#include <atomic>
#include <mutex>
#include <stdexcept>
#include <thread>

namespace course {

// Python's RLock, without the count.
class ReturningMutex {
 public:
  void lock() {
    if (owner_.load() != std::this_thread::get_id()) {
      mutex_.lock();
      owner_ = std::this_thread::get_id();
    }
  }
  bool try_lock() {
    if (owner_.load() != std::this_thread::get_id()) {
      if (!mutex_.try_lock()) {
        return false;
      }
      owner_ = std::this_thread::get_id();
    }
    return true;
  }
  void unlock() {
    if (owner_.load() == std::this_thread::get_id()) {
      owner_ = std::thread::id();
      mutex_.unlock();
    }
  }

 private:
  std::mutex mutex_;
  std::atomic<std::thread::id> owner_{};
};

struct Account {
  ReturningMutex mutex;
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
  std::vector<std::unique_lock<ReturningMutex>> locks;
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
