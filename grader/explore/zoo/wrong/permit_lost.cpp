// expect: deadlock
// A semaphore with two permits, one of which is not given back when the work is cancelled.
// It hangs if two of three jobs find themselves cancelled: the third waits for ever.

#include <atomic>
#include <semaphore>
#include <thread>
#include <vector>

#include "explore/zoo/zoo.hpp"

int main() {
  std::counting_semaphore<2> permits(2);
  std::atomic<bool> cancelled = false;
  std::atomic<int> jobs = 0;
  std::vector<std::thread> workers;
  for (int i = 0; i < 3; ++i) {
    workers.emplace_back([&] {
      permits.acquire();
      if (cancelled) {
        return;
      }
      ++jobs;
      permits.release();
    });
  }
  std::thread canceller([&] { cancelled = true; });
  for (std::thread& worker : workers) {
    worker.join();
  }
  canceller.join();
  must(jobs <= 3, "no job is done twice");
}
