// The look and the act in one visit: nobody comes between.

#include <cstdio>
#include <mutex>
#include <thread>

class Account {
 public:
  long balance() {
    const std::scoped_lock lock(mutex_);
    return balance_;
  }
  // begin take
  bool take(long amount) {
    const std::scoped_lock lock(mutex_);
    if (balance_ < amount) {
      return false;
    }
    balance_ -= amount;
    return true;
  }
  // end take

 private:
  std::mutex mutex_;
  long balance_ = 100;
};

int main() {
  Account account;
  {
    std::jthread anna([&] { account.take(80); });
    std::jthread ben([&] { account.take(80); });
  }
  std::printf("balance: %ld\n", account.balance());
}
