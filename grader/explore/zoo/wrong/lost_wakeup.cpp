// expect: deadlock
// The flag is atomic, and therefore set without the lock.
// It hangs if the waiter finds the flag unset, then flag and notification come, then the wait
// begins.

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "explore/zoo/zoo.hpp"

int main() {
  std::mutex mutex;
  std::condition_variable changed;
  std::atomic<bool> ready = false;
  std::thread setter([&] {
    ready = true;
    changed.notify_one();
  });
  std::thread waiter([&] {
    std::unique_lock lock(mutex);
    while (!ready) {
      changed.wait(lock);
    }
  });
  setter.join();
  waiter.join();
  must(ready, "the waiter has seen the flag");
}
