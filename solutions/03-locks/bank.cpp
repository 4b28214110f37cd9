#include "bank.hpp"

#include <algorithm>
#include <mutex>
#include <stdexcept>

namespace course {

struct Bank::State {
  struct Account {
    // Recursive: a journal or visitor comes back to the account that it holds.
    std::recursive_mutex mutex;
    long balance = 0;
  };

  explicit State(const std::vector<long>& balances) : accounts(balances.size()) {
    for (std::size_t i = 0; i < balances.size(); ++i) {
      accounts[i].balance = balances[i];
    }
  }

  std::vector<Account> accounts;  // never grows: a mutex must stay where it is
};

Bank::Bank(std::vector<long> balances) {
  if (std::any_of(balances.begin(), balances.end(), [](long balance) { return balance < 0; })) {
    throw std::invalid_argument("a bank does not open with debts");
  }
  state_ = std::make_unique<State>(balances);
}

Bank::~Bank() = default;

bool Bank::transfer(std::size_t from, std::size_t to, long amount, const Journal& journal) {
  State::Account& payer = state_->accounts.at(from);
  State::Account& payee = state_->accounts.at(to);
  if (amount < 0) {
    throw std::invalid_argument("a transfer of less than nothing");
  }
  // Takes both. While it waits for one it does not keep the other, so that the
  // order of the two does not matter.
  const std::scoped_lock both(payer.mutex, payee.mutex);
  if (payer.balance < amount) {
    return false;
  }
  journal();  // first: if it throws, there is nothing to undo
  payer.balance -= amount;
  payee.balance += amount;
  return true;
}

long Bank::balance(std::size_t id) const {
  State::Account& account = state_->accounts.at(id);
  const std::lock_guard held(account.mutex);
  return account.balance;
}

long Bank::total() const {
  std::vector<std::unique_lock<std::recursive_mutex>> held;
  held.reserve(state_->accounts.size());
  long sum = 0;
  // The smallest number first, as everybody does who holds one account and asks
  // for another. None is let go before the last one is held.
  for (State::Account& account : state_->accounts) {
    held.emplace_back(account.mutex);
    sum += account.balance;
  }
  return sum;
}

void Bank::with_account(std::size_t id, const Visitor& visitor) {
  State::Account& account = state_->accounts.at(id);
  const std::lock_guard held(account.mutex);
  visitor(account.balance);
}

}  // namespace course
