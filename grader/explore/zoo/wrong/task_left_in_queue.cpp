// expect: deadlock
// A worker leaves as soon as it is told to stop, and leaves its queue as it is.
// It hangs if the task is still there: main waits for its future.

#include <condition_variable>
#include <deque>
#include <future>
#include <mutex>
#include <thread>
#include <utility>

#include "explore/zoo/zoo.hpp"

int main() {
  std::mutex mutex;
  std::condition_variable changed;
  std::deque<std::packaged_task<int()>> tasks;
  bool stop = false;
  std::packaged_task<int()> answer([] { return 42; });
  std::future<int> result = answer.get_future();
  std::thread worker([&] {
    for (;;) {
      std::unique_lock lock(mutex);
      changed.wait(lock, [&] { return stop || !tasks.empty(); });
      if (stop) {
        return;
      }
      tasks.front()();
      tasks.pop_front();
    }
  });
  {
    const std::lock_guard lock(mutex);
    tasks.push_back(std::move(answer));
  }
  changed.notify_one();
  {
    const std::lock_guard lock(mutex);
    stop = true;
  }
  changed.notify_one();
  must(result.get() == 42, "the task was done");
  worker.join();
}
