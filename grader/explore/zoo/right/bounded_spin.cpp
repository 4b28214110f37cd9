// expect: nothing
// A thread looks at an atomic a few times in the hope that it changes soon, and then sleeps for it.

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "explore/zoo/zoo.hpp"

int main() {
  std::mutex mutex;
  std::condition_variable changed;
  std::atomic<bool> ready = false;
  int payload = 0;
  std::thread waiter([&] {
    for (int look = 0; look < 20 && !ready; ++look) {
    }
    if (!ready) {
      std::unique_lock lock(mutex);
      changed.wait(lock, [&] { return ready.load(); });
    }
    must(payload == 42, "the payload has come");
  });
  payload = 42;
  {
    const std::lock_guard lock(mutex);
    ready = true;
  }
  changed.notify_one();
  waiter.join();
}
