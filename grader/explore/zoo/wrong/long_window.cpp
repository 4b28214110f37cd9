// expect: failed
// A watchdog takes 40 looks at a worker, each under the lock, and calls it dead if it never moved.
// It fails if the worker stands still between two of its steps while all 40 looks are taken.

#include <mutex>
#include <thread>

#include "explore/zoo/zoo.hpp"

class Heart {
 public:
  void beat() {
    const std::lock_guard lock(mutex_);
    ++beats_;
  }

  int beats() {
    const std::lock_guard lock(mutex_);
    return beats_;
  }

 private:
  std::mutex mutex_;
  int beats_ = 0;
};

int main() {
  constexpr int last = 60;
  Heart heart;
  std::thread worker([&] {
    for (int i = 0; i < last; ++i) {
      heart.beat();
    }
  });
  std::thread watchdog([&] {
    const int before = heart.beats();
    if (before == 0 || before == last) {
      return;  // not begun, or done
    }
    bool moved = false;
    for (int look = 0; look < 40; ++look) {
      moved = heart.beats() != before || moved;
    }
    must(moved, "a worker that has begun moves");
  });
  worker.join();
  watchdog.join();
}
