// A queue with room for one: each side waits for its own sentence.

#include <condition_variable>
#include <cstdio>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

class Slot {
 public:
  // begin slot
  void put(int item) {
    std::unique_lock lock(mutex_);
    emptied_.wait(lock, [&] { return !item_; });
    item_ = item;
    filled_.notify_one();
  }
  // end slot
  int take() {
    std::unique_lock lock(mutex_);
    filled_.wait(lock, [&] { return item_.has_value(); });
    const int item = *item_;
    item_.reset();
    emptied_.notify_one();
    return item;
  }

 private:
  std::mutex mutex_;
  // begin bells
  std::condition_variable filled_;   // "until there is an item"
  std::condition_variable emptied_;  // "until there is room"
  // end bells
  std::optional<int> item_;
};

int main() {
  Slot slot;
  int sum = 0;
  {
    std::vector<std::jthread> putters;
    for (int i = 1; i <= 4; ++i) {
      putters.emplace_back([&slot, i] { slot.put(i); });
    }
    for (int i = 1; i <= 4; ++i) {
      sum += slot.take();
    }
  }
  std::printf("1 + 2 + 3 + 4 = %d\n", sum);
}
