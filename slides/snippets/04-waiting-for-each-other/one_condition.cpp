// WRONG: those who put and those who take wait on one condition variable, and
// notify_one may wake the wrong kind of thread. `grader/grade explore` finds an
// order in which everybody sleeps.

#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

class Slot {
 public:
  // begin slot
  void put(int item) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return !item_; });
    item_ = item;
    changed_.notify_one();
  }
  int take() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return item_.has_value(); });
    const int item = *item_;
    item_.reset();
    changed_.notify_one();
    return item;
  }
  // end slot

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::optional<int> item_;
};

// One of each kind is served well. With an argument there are two of each, and
// then it may hang, in some of the many orders.
int main(int argc, char**) {
  const int pairs = argc > 1 ? 2 : 1;
  Slot slot;
  std::vector<std::jthread> threads;
  for (int i = 0; i < pairs; ++i) {
    threads.emplace_back([&] { slot.take(); });
    threads.emplace_back([&, i] { slot.put(i); });
  }
}
