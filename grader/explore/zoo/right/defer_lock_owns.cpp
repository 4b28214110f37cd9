// expect: nothing
// A function locks only if it has to, and unlock is called by whoever owns: owns_lock() tells.

#include <mutex>
#include <thread>

#include "explore/zoo/zoo.hpp"

int main() {
  std::mutex mutex;
  int count = 0;
  const auto work = [&](bool early) {
    std::unique_lock lock(mutex, std::defer_lock);
    must(!lock.owns_lock(), "a deferred lock is not held");
    if (early) {
      lock.lock();
      ++count;
      lock.unlock();
    }
    if (!lock.owns_lock()) {
      lock.lock();
    }
    ++count;
    if (lock.owns_lock()) {
      lock.unlock();
    }
  };
  std::thread ann(work, true);
  std::thread bob(work, false);
  ann.join();
  bob.join();
  must(count == 3, "every step is counted");
}
