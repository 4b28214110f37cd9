// expect: nothing
// A queue for one with a single condition variable, which is right because it wakes everybody.

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
    changed_.notify_all();
  }

  int pop() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return item_.has_value(); });
    const int item = *item_;
    item_.reset();
    changed_.notify_all();
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
