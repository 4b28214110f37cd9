// expect: raced AtTheSameTime.NoCallNeedsHelpFromItsCallers
// passes: tests
// schedules: raced
// The guard in balance() has no name, so it is gone at the end of its own line, and the lock
// with it. balance() waits for those who hold the account, and then reads without it.

#include "bank.hpp"

#include <mutex>
#include <stdexcept>

namespace course {

struct Account {
  std::recursive_mutex mutex;
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
  std::lock_guard{account.mutex};
  return account.balance;
}

long Bank::total() const {
  std::vector<std::unique_lock<std::recursive_mutex>> locks;
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
