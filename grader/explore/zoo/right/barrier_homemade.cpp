// expect: nothing
// A barrier that counts arrivals and rounds: who waits looks at the round, which never goes back.

#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

#include "explore/zoo/zoo.hpp"

class Barrier {
 public:
  explicit Barrier(int size) : size_(size) {}

  void arrive_and_wait() {
    std::unique_lock lock(mutex_);
    const int mine = round_;
    if (++arrived_ == size_) {
      arrived_ = 0;
      ++round_;
      next_round_.notify_all();
    } else {
      next_round_.wait(lock, [&] { return round_ != mine; });
    }
  }

 private:
  const int size_;
  std::mutex mutex_;
  std::condition_variable next_round_;
  int arrived_ = 0;
  int round_ = 0;
};

int main() {
  Barrier barrier(3);
  int written = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 3; ++i) {
    threads.emplace_back([&, i] {
      for (int round = 0; round < 3; ++round) {
        if (i == round) {
          written = round;
        }
        barrier.arrive_and_wait();
        must(written == round, "everybody reads what was written in this round");
        barrier.arrive_and_wait();
      }
    });
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
}
