// The lock is taken once, at the door; what works inside takes none.

#include <cstdio>
#include <mutex>
#include <thread>

// begin account
class Account {
 public:
  void take(long amount) {
    const std::scoped_lock lock(mutex_);
    take_locked(amount);
  }
  void take_all() {
    const std::scoped_lock lock(mutex_);
    take_locked(balance_);
  }
  // end account
  long balance() {
    const std::scoped_lock lock(mutex_);
    return balance_;
  }

  // begin inside
 private:
  void take_locked(long amount) {
    // Needs the lock.
    balance_ -= amount;
  }
  // end inside
  std::mutex mutex_;
  long balance_ = 100;
};

int main() {
  Account account;
  {
    std::jthread thread([&] { account.take(30); });
    account.take_all();
  }
  std::printf("%ld\n", account.balance());
}
