// expect: deadlock
// An exception leaves between lock() and unlock(), and is handled by someone who does not know it.
// It hangs if the withdrawal comes before the deposit that would have covered it.

#include <mutex>
#include <stdexcept>
#include <thread>

#include "explore/zoo/zoo.hpp"

class Account {
 public:
  void add(long amount) {
    mutex_.lock();
    if (balance_ + amount < 0) {
      throw std::runtime_error("not covered");
    }
    balance_ += amount;
    mutex_.unlock();
  }

  long balance() {
    const std::lock_guard lock(mutex_);
    return balance_;
  }

 private:
  std::mutex mutex_;
  long balance_ = 0;
};

int main() {
  Account account;
  std::thread deposit([&] { account.add(100); });
  std::thread withdrawal([&] {
    try {
      account.add(-60);
    } catch (const std::runtime_error&) {
      // Try another day.
    }
  });
  deposit.join();
  withdrawal.join();
  must(account.balance() == 40, "both have come through");
}
