// expect: deadlock
// A worker serves a queue until a stop flag is set, which is set without the queue's lock.
// It hangs if the worker finds no job and no stop, then the stop is announced, then it waits.

#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

#include "explore/zoo/zoo.hpp"

int main() {
  std::mutex mutex;
  std::condition_variable changed;
  std::deque<int> jobs;
  std::atomic<bool> stop = false;
  int sum = 0;
  std::thread worker([&] {
    for (;;) {
      std::unique_lock lock(mutex);
      changed.wait(lock, [&] { return stop || !jobs.empty(); });
      if (jobs.empty()) {
        return;
      }
      sum += jobs.front();
      jobs.pop_front();
    }
  });
  for (int job = 1; job <= 3; ++job) {
    const std::lock_guard lock(mutex);
    jobs.push_back(job);
    changed.notify_one();
  }
  stop = true;
  changed.notify_all();
  worker.join();
  must(sum == 6, "every job was done");
}
