// expect: deadlock
// A barrier that counts arrivals, and has no notion of a round.
// It hangs if the last of a round comes again before another of it wakes, who then sees a count of
// 1.

#include <condition_variable>
#include <mutex>
#include <thread>

#include "explore/zoo/zoo.hpp"

class Barrier {
 public:
  void arrive_and_wait() {
    std::unique_lock lock(mutex_);
    if (++arrived_ == 2) {
      arrived_ = 0;
      all_here_.notify_all();
    } else {
      all_here_.wait(lock, [&] { return arrived_ == 0; });
    }
  }

 private:
  std::mutex mutex_;
  std::condition_variable all_here_;
  int arrived_ = 0;
};

int main() {
  Barrier barrier;
  int rounds = 0;
  std::thread ann([&] {
    for (int round = 0; round < 2; ++round) {
      barrier.arrive_and_wait();
    }
  });
  std::thread bob([&] {
    for (; rounds < 2; ++rounds) {
      barrier.arrive_and_wait();
    }
  });
  ann.join();
  bob.join();
  must(rounds == 2, "both rounds were run");
}
