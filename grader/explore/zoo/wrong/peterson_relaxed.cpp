// expect: race
// Peterson's algorithm with relaxed orders: nothing that one does inside is ordered before what the
// other does there. It races whenever both have been inside.

#include <array>
#include <atomic>
#include <cstddef>
#include <thread>

#include "explore/zoo/zoo.hpp"

class Peterson {
 public:
  void lock(std::size_t me) {
    const std::size_t other = 1 - me;
    wants_[me].store(true, std::memory_order_relaxed);
    turn_.store(other, std::memory_order_relaxed);
    while (wants_[other].load(std::memory_order_relaxed) &&
           turn_.load(std::memory_order_relaxed) == other) {
      std::this_thread::yield();
    }
  }

  void unlock(std::size_t me) { wants_[me].store(false, std::memory_order_relaxed); }

 private:
  std::array<std::atomic<bool>, 2> wants_{};
  std::atomic<std::size_t> turn_ = 0;
};

int main() {
  Peterson guard;
  int count = 0;
  const auto enter = [&](std::size_t me) {
    guard.lock(me);
    ++count;
    guard.unlock(me);
  };
  std::thread ann(enter, 0U);
  std::thread bob(enter, 1U);
  ann.join();
  bob.join();
  must(count > 0, "somebody was inside");
}
