// expect: deadlock
// Workers share three tasks and count the latch down when they have had one, not for each task.
// It hangs if one worker has two tasks, so that another finds none left.

#include <atomic>
#include <latch>
#include <thread>
#include <vector>

#include "explore/zoo/zoo.hpp"

int main() {
  constexpr int tasks = 3;
  std::latch finished(tasks);
  std::atomic<int> next = 0;
  std::atomic<int> done = 0;
  std::vector<std::thread> workers;
  for (int i = 0; i < tasks; ++i) {
    workers.emplace_back([&] {
      bool worked = false;
      while (next.fetch_add(1) < tasks) {
        ++done;
        worked = true;
      }
      if (worked) {
        finished.count_down();
      }
    });
  }
  finished.wait();
  must(done == tasks, "all tasks are done");
  for (std::thread& worker : workers) {
    worker.join();
  }
}
