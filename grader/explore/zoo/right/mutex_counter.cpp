// expect: nothing
// Three threads raise plain numbers under one mutex, by lock_guard and by unique_lock.

#include <mutex>
#include <thread>
#include <vector>

#include "explore/zoo/zoo.hpp"

int main() {
  std::mutex mutex;
  int by_guard = 0;
  int by_unique = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 3; ++i) {
    threads.emplace_back([&] {
      for (int round = 0; round < 3; ++round) {
        {
          const std::lock_guard lock(mutex);
          ++by_guard;
        }
        std::unique_lock lock(mutex);
        ++by_unique;
        lock.unlock();
        lock.lock();
        ++by_unique;
      }
    });
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
  must(by_guard == 9 && by_unique == 18, "every step is counted");
}
