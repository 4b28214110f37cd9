// expect: deadlock
// A queue with room for one, in which producers and consumers wait on one condition variable.
// It hangs if notify_one of a producer wakes the other producer while a consumer sleeps.

#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>

#include "explore/zoo/zoo.hpp"

class Slot {
 public:
  void push(int item) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return !item_; });
    item_ = item;
    changed_.notify_one();
  }

  int pop() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return item_.has_value(); });
    const int item = *item_;
    item_.reset();
    changed_.notify_one();
    return item;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::optional<int> item_;
};

int main() {
  Slot slot;
  int left = 0;
  int right = 0;
  std::thread ann([&] { left = slot.pop(); });
  std::thread bob([&] { right = slot.pop(); });
  std::thread cat([&] { slot.push(1); });
  std::thread dan([&] { slot.push(2); });
  ann.join();
  bob.join();
  cat.join();
  dan.join();
  must(left + right == 3, "every item was taken once");
}
