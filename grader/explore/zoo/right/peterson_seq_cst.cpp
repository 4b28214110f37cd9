// expect: nothing
// Peterson's algorithm with sequentially consistent atomics.

#include <array>
#include <atomic>
#include <cstddef>
#include <thread>

#include "explore/zoo/zoo.hpp"

class Peterson {
 public:
  void lock(std::size_t me) {
    const std::size_t other = 1 - me;
    wants_[me] = true;
    turn_ = other;
    while (wants_[other] && turn_ == other) {
      std::this_thread::yield();
    }
  }

  void unlock(std::size_t me) { wants_[me] = false; }

 private:
  std::array<std::atomic<bool>, 2> wants_{};
  std::atomic<std::size_t> turn_ = 0;
};

int main() {
  Peterson guard;
  int count = 0;
  const auto enter = [&](std::size_t me) {
    for (int round = 0; round < 2; ++round) {
      guard.lock(me);
      ++count;
      guard.unlock(me);
    }
  };
  std::thread ann([&] { enter(0); });
  std::thread bob([&] { enter(1); });
  ann.join();
  bob.join();
  must(count == 4, "one at a time");
}
