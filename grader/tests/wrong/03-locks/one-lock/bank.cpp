// expect: failed AtTheSameTime.TransfersOfStrangersMeetInTheirJournals
// One lock for the whole bank. Nothing can go wrong, and nobody can do anything while one
// journal waits for its disk.

#include "bank.hpp"

#include <mutex>
#include <numeric>
#include <stdexcept>

namespace course {

struct Bank::State {
  std::recursive_mutex mutex;
  std::vector<long> balances;
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
  std::lock_guard lock(state_->mutex);
  long& payer = state_->balances.at(from);
  long& payee = state_->balances.at(to);
  if (amount < 0) {
    throw std::invalid_argument("negative amount");
  }
  if (payer < amount) {
    return false;
  }
  journal();
  payer -= amount;
  payee += amount;
  return true;
}

long Bank::balance(std::size_t id) const {
  std::lock_guard lock(state_->mutex);
  return state_->balances.at(id);
}

long Bank::total() const {
  std::lock_guard lock(state_->mutex);
  return std::accumulate(state_->balances.begin(), state_->balances.end(), 0L);
}

void Bank::with_account(std::size_t id, const Visitor& visitor) {
  std::lock_guard lock(state_->mutex);
  visitor(state_->balances.at(id));
}

}  // namespace course
