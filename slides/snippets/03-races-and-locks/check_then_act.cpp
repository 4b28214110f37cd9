// WRONG: the look and the act hold the lock, but not the same one visit to it.
// The barrier lets both customers look before either of them acts; without it,
// that is a matter of luck.

#include <barrier>
#include <cstdio>
#include <functional>
#include <mutex>
#include <thread>

std::barrier both_have_looked(2);

class Account {
 public:
  // begin methods
  long balance() {
    const std::scoped_lock lock(mutex_);
    return balance_;
  }
  void take(long amount) {
    const std::scoped_lock lock(mutex_);
    balance_ -= amount;
  }
  // end methods

 private:
  std::mutex mutex_;
  long balance_ = 100;
};

// begin customer
void customer(Account& account) {
  if (account.balance() >= 80) {
    both_have_looked.arrive_and_wait();
    account.take(80);
  }
}
// end customer

int main() {
  Account account;
  {
    std::jthread anna(customer, std::ref(account));
    std::jthread ben(customer, std::ref(account));
  }
  std::printf("balance: %ld\n", account.balance());
}
