// expect: failed
// Whether there is money is asked under the lock, which is given back before the money is taken.
// It fails if both threads have asked before either takes.

#include <mutex>
#include <thread>

#include "explore/zoo/zoo.hpp"

class Account {
 public:
  bool covers(long amount) {
    const std::lock_guard lock(mutex_);
    return balance_ >= amount;
  }

  void withdraw(long amount) {
    const std::lock_guard lock(mutex_);
    balance_ -= amount;
    must(balance_ >= 0, "an account is never overdrawn");
  }

 private:
  std::mutex mutex_;
  long balance_ = 100;
};

int main() {
  Account account;
  const auto shop = [&] {
    if (account.covers(70)) {
      account.withdraw(70);
    }
  };
  std::thread ann(shop);
  std::thread bob(shop);
  ann.join();
  bob.join();
}
