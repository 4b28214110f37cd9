// expect: deadlock
// A notification is taken for something that is kept until somebody waits.
// It hangs if the worker notifies before main waits.

#include <condition_variable>
#include <mutex>
#include <thread>

#include "../zoo.hpp"

int main() {
  std::mutex mutex;
  std::condition_variable finished;
  std::unique_lock lock(mutex, std::defer_lock);
  int result = 0;
  std::thread worker([&] {
    {
      const std::lock_guard held(mutex);
      result = 42;
    }
    finished.notify_one();
  });
  lock.lock();
  if (result == 0) {
    lock.unlock();
    // Here main would say that it waits.
    lock.lock();
    finished.wait(lock);
  }
  lock.unlock();
  worker.join();
  must(result == 42, "the worker has finished");
}
