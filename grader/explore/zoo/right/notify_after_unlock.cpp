// expect: nothing
// One producer notifies before it unlocks and the other after: both are right, because the state
// that the consumer waits for was changed under the lock.

#include <condition_variable>
#include <mutex>
#include <thread>

#include "explore/zoo/zoo.hpp"

int main() {
  std::mutex mutex;
  std::condition_variable changed;
  int items = 0;
  std::thread before([&] {
    const std::lock_guard lock(mutex);
    ++items;
    changed.notify_one();
  });
  std::thread after([&] {
    {
      const std::lock_guard lock(mutex);
      ++items;
    }
    changed.notify_one();
  });
  {
    std::unique_lock lock(mutex);
    changed.wait(lock, [&] { return items == 2; });
  }
  before.join();
  after.join();
  must(items == 2, "both items have come");
}
