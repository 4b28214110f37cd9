// expect: deadlock
// Main joins a worker while it holds the lock that the worker needs to finish.
// It hangs if main takes the lock before the worker does.

#include <mutex>
#include <thread>

#include "explore/zoo/zoo.hpp"

int main() {
  std::mutex mutex;
  int result = 0;
  std::thread worker([&] {
    const std::lock_guard working(mutex);
    result = 42;
  });
  const std::lock_guard reading(mutex);
  worker.join();
  must(result == 42, "the worker has finished");
}
