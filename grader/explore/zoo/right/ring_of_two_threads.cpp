// expect: nothing
// A ring buffer for one producer and one consumer: each index is written by one of them only, and
// publishes the cells by release and acquire.

#include <array>
#include <atomic>
#include <cstddef>
#include <thread>

#include "explore/zoo/zoo.hpp"

class Ring {
 public:
  bool push(int item) {
    const std::size_t at = written_.load(std::memory_order_relaxed);
    if (at - read_.load(std::memory_order_acquire) == cells_.size()) {
      return false;
    }
    cells_[at % cells_.size()] = item;
    written_.store(at + 1, std::memory_order_release);
    return true;
  }

  bool pop(int& item) {
    const std::size_t at = read_.load(std::memory_order_relaxed);
    if (at == written_.load(std::memory_order_acquire)) {
      return false;
    }
    item = cells_[at % cells_.size()];
    read_.store(at + 1, std::memory_order_release);
    return true;
  }

 private:
  std::array<int, 2> cells_{};
  std::atomic<std::size_t> written_ = 0;
  std::atomic<std::size_t> read_ = 0;
};

int main() {
  Ring ring;
  std::thread producer([&] {
    for (int item = 1; item <= 4; ++item) {
      while (!ring.push(item)) {
        std::this_thread::yield();
      }
    }
  });
  std::thread consumer([&] {
    for (int expected = 1; expected <= 4; ++expected) {
      int item = 0;
      while (!ring.pop(item)) {
        std::this_thread::yield();
      }
      must(item == expected, "items come in order");
    }
  });
  producer.join();
  consumer.join();
}
