// expect: nothing
// A consumer waits with a timeout, and takes a timeout for what it is: a reason to look again.

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "explore/zoo/zoo.hpp"

int main() {
  std::mutex mutex;
  std::condition_variable changed;
  bool ready = false;
  int timeouts = 0;
  std::thread setter([&] {
    const std::lock_guard lock(mutex);
    ready = true;
    changed.notify_one();
  });
  {
    std::unique_lock lock(mutex);
    while (!ready) {
      if (changed.wait_for(lock, std::chrono::milliseconds(1)) == std::cv_status::timeout) {
        ++timeouts;
      }
    }
  }
  setter.join();
  must(ready && timeouts >= 0, "the flag was seen");
}
