// expect: nothing
// An atomic flag is set without the lock; then the lock is taken and given back, and only then is
// notified. A waiter is therefore either before its check, or already asleep: nothing is lost.

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "explore/zoo/zoo.hpp"

int main() {
  std::mutex mutex;
  std::condition_variable changed;
  std::atomic<bool> ready = false;
  std::thread waiter([&] {
    std::unique_lock lock(mutex);
    changed.wait(lock, [&] { return ready.load(); });
  });
  std::thread setter([&] {
    ready = true;
    {
      const std::lock_guard nobody_is_between_check_and_sleep(mutex);
    }
    changed.notify_one();
  });
  waiter.join();
  setter.join();
  must(ready, "the flag is set");
}
