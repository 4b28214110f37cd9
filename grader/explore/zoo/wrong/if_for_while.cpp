// expect: failed
// A consumer waits once, by `if`, and believes that there is an item when it wakes.
// It fails if one waits, an item comes, and the other takes it before the first has the lock again.

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

#include "explore/zoo/zoo.hpp"

int main() {
  std::mutex mutex;
  std::condition_variable filled;
  std::deque<int> items;
  const auto consume = [&] {
    std::unique_lock lock(mutex);
    if (items.empty()) {
      filled.wait(lock);
    }
    must(!items.empty(), "who was woken finds an item");
    items.pop_front();
  };
  std::thread first(consume);
  std::thread second(consume);
  for (int item = 0; item < 2; ++item) {
    const std::lock_guard lock(mutex);
    items.push_back(item);
    filled.notify_one();
  }
  first.join();
  second.join();
}
