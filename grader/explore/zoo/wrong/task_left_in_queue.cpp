// expect: deadlock
// A worker leaves as soon as it is told to stop, and leaves its queue as it is.
// It hangs if the task is still there: main waits for its future.

#include <deque>
#include <future>
#include <mutex>
#include <thread>
#include <utility>

#include "../zoo.hpp"

int main() {
  std::mutex mutex;
  std::deque<std::packaged_task<int()>> tasks;
  bool stop = false;
  std::packaged_task<int()> task([] { return 42; });
  std::future<int> result = task.get_future();
  tasks.push_back(std::move(task));
  std::thread worker([&] {
    for (;;) {
      const std::lock_guard lock(mutex);
      if (stop) {
        return;
      }
      if (!tasks.empty()) {
        tasks.front()();
        tasks.pop_front();
      }
    }
  });
  {
    const std::lock_guard lock(mutex);
    stop = true;
  }
  must(result.get() == 42, "the task was done");
  worker.join();
}
