// expect: failed
// Two threads ask whether a piece is left and then take it, and taking throws if there is none.
// It fails if the check of one comes before the taking of the other: nobody catches in a thread.

#include <mutex>
#include <stdexcept>
#include <thread>

#include "explore/zoo/zoo.hpp"

class Stock {
 public:
  bool empty() {
    const std::lock_guard lock(mutex_);
    return pieces_ == 0;
  }

  void take() {
    const std::lock_guard lock(mutex_);
    if (pieces_ == 0) {
      throw std::out_of_range("nothing left");
    }
    --pieces_;
  }

 private:
  std::mutex mutex_;
  int pieces_ = 1;
};

int main() {
  Stock stock;
  const auto buy = [&] {
    if (!stock.empty()) {
      stock.take();
    }
  };
  std::thread ann(buy);
  std::thread bob(buy);
  ann.join();
  bob.join();
  must(stock.empty(), "the last piece is sold");
}
