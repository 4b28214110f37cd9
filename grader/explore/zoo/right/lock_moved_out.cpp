// expect: nothing
// A lock is taken in one function and given back in another: unique_lock carries it there.

#include <mutex>
#include <thread>
#include <utility>

#include "explore/zoo/zoo.hpp"

class Ledger {
 public:
  std::unique_lock<std::mutex> open() { return std::unique_lock(mutex_); }

  void write_and_close(std::unique_lock<std::mutex> lock, int amount) {
    must(lock.owns_lock() && lock.mutex() == &mutex_, "the ledger was opened");
    sum_ += amount;
  }

  int sum() {
    const std::unique_lock lock = open();
    return sum_;
  }

 private:
  std::mutex mutex_;
  int sum_ = 0;
};

int main() {
  Ledger ledger;
  const auto write = [&](int amount) {
    std::unique_lock lock = ledger.open();
    ledger.write_and_close(std::move(lock), amount);
  };
  std::thread ann(write, 3);
  std::thread bob(write, 4);
  ann.join();
  bob.join();
  must(ledger.sum() == 7, "both have written");
}
