// expect: deadlocked Transfer.MayLeadBackToItsOwnAccount
// schedules: deadlocked
// A recursive lock made by hand: take what this thread does not hold yet. An account that pays
// itself is not held twice over, and so is taken twice.

#include "bank.hpp"

#include <atomic>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <utility>

namespace course {

struct Account {
  std::mutex mutex;
  std::atomic<std::thread::id> owner{};
  long balance = 0;

  bool is_mine() const { return owner.load() == std::this_thread::get_id(); }
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

namespace {

// Takes the accounts that this thread does not hold yet, the smaller address first.
class Hold {
 public:
  Hold(Account& one, Account& other) : first_(&one), second_(&other) {
    if (second_ < first_) {
      std::swap(first_, second_);
    }
    take_first_ = !first_->is_mine();
    take_second_ = !second_->is_mine();
    if (take_first_) {
      first_->mutex.lock();
    }
    if (take_second_) {
      second_->mutex.lock();
    }
    first_->owner = std::this_thread::get_id();
    second_->owner = std::this_thread::get_id();
  }
  ~Hold() {
    release(*second_, take_second_);
    release(*first_, take_first_);
  }

 private:
  static void release(Account& account, bool taken) {
    if (taken) {
      account.owner = std::thread::id();
      account.mutex.unlock();
    }
  }

  Account* first_;
  Account* second_;
  bool take_first_;
  bool take_second_;
};

// The same for one account.
class HoldOne {
 public:
  explicit HoldOne(Account& account) : account_(account), taken_(!account.is_mine()) {
    if (taken_) {
      account_.mutex.lock();
      account_.owner = std::this_thread::get_id();
    }
  }
  ~HoldOne() {
    if (taken_) {
      account_.owner = std::thread::id();
      account_.mutex.unlock();
    }
  }

 private:
  Account& account_;
  const bool taken_;
};

}  // namespace

bool Bank::transfer(std::size_t from, std::size_t to, long amount, const Journal& journal) {
  Account& payer = state_->accounts.at(from);
  Account& payee = state_->accounts.at(to);
  if (amount < 0) {
    throw std::invalid_argument("negative amount");
  }
  Hold hold(payer, payee);
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
  HoldOne hold(account);
  return account.balance;
}

long Bank::total() const {
  std::vector<std::unique_ptr<HoldOne>> holds;
  for (auto& account : state_->accounts) {
    holds.push_back(std::make_unique<HoldOne>(account));
  }
  long sum = 0;
  for (const auto& account : state_->accounts) {
    sum += account.balance;
  }
  return sum;
}

void Bank::with_account(std::size_t id, const Visitor& visitor) {
  Account& account = state_->accounts.at(id);
  HoldOne hold(account);
  visitor(account.balance);
}

}  // namespace course
