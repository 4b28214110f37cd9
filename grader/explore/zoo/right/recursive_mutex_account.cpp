// expect: nothing
// Public functions lock a recursive mutex and call each other: the owner may lock it again.

#include <mutex>
#include <thread>

#include "explore/zoo/zoo.hpp"

class Account {
 public:
  void add(int amount) {
    const std::lock_guard lock(mutex_);
    balance_ += amount;
  }

  void add_twice(int amount) {
    const std::lock_guard lock(mutex_);
    add(amount);
    add(amount);
    const std::unique_lock again(mutex_, std::try_to_lock);
    must(again.owns_lock(), "the owner gets its recursive mutex again");
  }

  int balance() {
    const std::lock_guard lock(mutex_);
    return balance_;
  }

 private:
  std::recursive_mutex mutex_;
  int balance_ = 0;
};

int main() {
  Account account;
  std::thread ann([&] { account.add_twice(5); });
  std::thread bob([&] { account.add_twice(-2); });
  ann.join();
  bob.join();
  must(account.balance() == 6, "both have added twice");
}
