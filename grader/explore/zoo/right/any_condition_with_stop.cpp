// expect: nothing
// A jthread waits on a condition_variable_any with its stop token: the request to stop wakes it.

#include <condition_variable>
#include <deque>
#include <mutex>
#include <stop_token>
#include <thread>

#include "explore/zoo/zoo.hpp"

int main() {
  std::mutex mutex;
  std::condition_variable_any changed;
  std::deque<int> jobs;
  int sum = 0;
  {
    const std::jthread worker([&](const std::stop_token& stop) {
      for (;;) {
        std::unique_lock lock(mutex);
        changed.wait(lock, stop, [&] { return !jobs.empty(); });
        if (jobs.empty()) {
          return;
        }
        sum += jobs.front();
        jobs.pop_front();
      }
    });
    for (int job = 1; job <= 3; ++job) {
      {
        const std::lock_guard lock(mutex);
        jobs.push_back(job);
      }
      changed.notify_one();
    }
  }
  must(sum == 6, "every job is done before the worker stops");
}
