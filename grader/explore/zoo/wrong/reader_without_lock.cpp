// expect: race
// Writers lock, but the reader does not, because "it only reads".
// It races whenever reading and writing are not ordered by chance.

#include <mutex>
#include <thread>

#include "explore/zoo/zoo.hpp"

class Balance {
 public:
  void add(long amount) {
    const std::lock_guard lock(mutex_);
    value_ += amount;
  }

  long get() const { return value_; }

 private:
  std::mutex mutex_;
  long value_ = 0;
};

int main() {
  Balance balance;
  std::thread writer([&] { balance.add(5); });
  std::thread reader([&] { must(balance.get() >= 0, "the balance is not negative"); });
  writer.join();
  reader.join();
}
