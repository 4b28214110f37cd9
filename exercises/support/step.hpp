// A step that one thread takes and another waits for: order in time, and no
// more than that.
//
// A lock, a thread's start and a waking condition variable all synchronise:
// ThreadSanitizer then takes what came before them for ordered, and cannot see
// that the code under test left its own lock out. The flag here is relaxed, so
// the two threads stay strangers. A race test puts one access after the other
// with it, the same way in every run.
//
// The wait asks again and again, because every wake-up would synchronise.

#pragma once

#include <atomic>
#include <chrono>
#include <thread>

#include "support/patience.hpp"

namespace course::support {

class Step {
 public:
  explicit Step(Patience patience = {}) : patience_(patience) {}

  void take() noexcept { taken_.store(true, std::memory_order_relaxed); }

  // True: the step was taken. False: the patience ended first.
  bool wait() const {
    for (int tick = 0; tick < patience_.ticks; ++tick) {
      const auto end = std::chrono::steady_clock::now() + patience_.tick;
      do {
        if (taken_.load(std::memory_order_relaxed)) {
          return true;
        }
        std::this_thread::yield();
      } while (std::chrono::steady_clock::now() < end);
    }
    return false;
  }

 private:
  const Patience patience_;
  std::atomic<bool> taken_{false};
};

}  // namespace course::support
