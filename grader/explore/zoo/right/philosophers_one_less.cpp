// expect: nothing
// A philosopher takes a seat before the forks, and there is one seat less than philosophers.

#include <array>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <thread>
#include <vector>

#include "explore/zoo/zoo.hpp"

class Seats {
 public:
  void take() {
    std::unique_lock lock(mutex_);
    left_.wait(lock, [&] { return free_ > 0; });
    --free_;
  }

  void leave() {
    const std::lock_guard lock(mutex_);
    ++free_;
    left_.notify_one();
  }

 private:
  std::mutex mutex_;
  std::condition_variable left_;
  int free_ = 2;
};

int main() {
  Seats seats;
  std::array<std::mutex, 3> forks;
  std::array<int, 3> meals{};
  std::vector<std::thread> philosophers;
  for (std::size_t i = 0; i < 3; ++i) {
    philosophers.emplace_back([&, i] {
      seats.take();
      {
        const std::lock_guard left(forks[i]);
        const std::lock_guard right(forks[(i + 1) % forks.size()]);
        ++meals[i];
      }
      seats.leave();
    });
  }
  for (std::thread& philosopher : philosophers) {
    philosopher.join();
  }
  must(meals[0] + meals[1] + meals[2] == 3, "everybody has eaten");
}
