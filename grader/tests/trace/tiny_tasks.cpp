// Ten thousand tasks of 0.02 ms, which two workers take from a queue under a lock.
// expect: work 200 span 100

#include <mutex>
#include <queue>

#include "burn.hpp"

int main() {
  std::queue<double> tasks;
  for (int i = 0; i < 10'000; ++i) {
    tasks.push(0.02);
  }
  std::mutex mutex;
  in_threads(2, [&](int) {
    for (;;) {
      std::unique_lock lock(mutex);
      if (tasks.empty()) {
        return;
      }
      const double task = tasks.front();
      tasks.pop();
      lock.unlock();
      burn(task);
    }
  });
}
