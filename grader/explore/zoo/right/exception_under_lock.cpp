// expect: nothing
// An exception leaves a critical section, and the guard gives the lock back on the way.

#include <mutex>
#include <stdexcept>
#include <thread>

#include "explore/zoo/zoo.hpp"

class Account {
 public:
  void add(long amount) {
    const std::lock_guard lock(mutex_);
    if (balance_ + amount < 0) {
      throw std::runtime_error("not covered");
    }
    balance_ += amount;
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
  bool refused = false;
  std::thread deposit([&] { account.add(100); });
  std::thread withdrawal([&] {
    try {
      account.add(-60);
    } catch (const std::runtime_error&) {
      refused = true;
    }
  });
  deposit.join();
  withdrawal.join();
  must(account.balance() == (refused ? 100 : 40), "a refused withdrawal takes nothing");
}
