// expect: deadlock
// The function of a call_once takes a lock under which another thread waits for that call_once.
// It hangs if the other takes the lock after the call has begun and before its function locks.

#include <atomic>
#include <mutex>
#include <thread>

#include "explore/zoo/zoo.hpp"

int main() {
  std::once_flag loaded;
  std::mutex mutex;
  std::atomic<bool> loading = false;
  int table = 0;
  const auto load = [&] {
    loading = true;
    const std::lock_guard lock(mutex);
    table = 42;
  };
  std::thread loader([&] { std::call_once(loaded, load); });
  std::thread user([&] {
    const std::lock_guard lock(mutex);
    if (loading) {
      std::call_once(loaded, load);
      must(table == 42, "a loaded table is complete");
    }
  });
  loader.join();
  user.join();
}
