// WRONG on purpose: a wake-up can get lost. The flag is atomic, and therefore
// set without the lock. grader/grade explore finds an order in which the waiter
// sleeps forever.

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

int main() {
  std::mutex m;
  std::condition_variable changed;
  std::atomic<bool> ready = false;
  std::thread waiter([&] {
    std::unique_lock lock(m);
    while (!ready) {
      changed.wait(lock);
    }
  });
  std::thread setter([&] {
    ready = true;
    changed.notify_one();
  });
  waiter.join();
  setter.join();
}
