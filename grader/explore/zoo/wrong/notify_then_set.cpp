// expect: deadlock
// The notification is sent before what it tells of has happened.
// It hangs if the waiter wakes, looks, and sleeps again before the flag is set.

#include <condition_variable>
#include <mutex>
#include <thread>

#include "explore/zoo/zoo.hpp"

int main() {
  std::mutex mutex;
  std::condition_variable changed;
  bool ready = false;
  std::thread waiter([&] {
    std::unique_lock lock(mutex);
    changed.wait(lock, [&] { return ready; });
  });
  std::thread setter([&] {
    changed.notify_one();
    const std::lock_guard lock(mutex);
    ready = true;
  });
  waiter.join();
  setter.join();
  must(ready, "the flag is set");
}
