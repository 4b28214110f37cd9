// expect: deadlock
// The initialiser of a function-local static takes a lock under which another thread asks for it.
// It hangs if the other takes the lock after the initialiser has begun and before it locks.

#include <atomic>
#include <mutex>
#include <thread>

#include "explore/zoo/zoo.hpp"

std::mutex mutex;
std::atomic<bool> begun = false;

int read_configuration() {
  begun = true;
  const std::lock_guard lock(mutex);
  return 42;
}

int configuration() {
  static const int value = read_configuration();
  return value;
}

int main() {
  std::thread first([] { must(configuration() == 42, "the configuration is read"); });
  std::thread second([] {
    const std::lock_guard lock(mutex);
    if (begun) {
      must(configuration() == 42, "the configuration is there");
    }
  });
  first.join();
  second.join();
}
