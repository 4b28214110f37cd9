// expect: nothing
// Double-checked locking with an atomic pointer: acquire outside the lock, release inside it.

#include <atomic>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "explore/zoo/zoo.hpp"

class Registry {
 public:
  const int& settings() {
    const int* found = fast_.load(std::memory_order_acquire);
    if (found == nullptr) {
      const std::lock_guard lock(mutex_);
      if (!settings_) {
        settings_ = std::make_unique<int>(42);
        fast_.store(settings_.get(), std::memory_order_release);
      }
      found = settings_.get();
    }
    return *found;
  }

 private:
  std::mutex mutex_;
  std::unique_ptr<int> settings_;
  std::atomic<const int*> fast_ = nullptr;
};

int main() {
  Registry registry;
  std::vector<std::thread> threads;
  for (int i = 0; i < 3; ++i) {
    threads.emplace_back([&] { must(registry.settings() == 42, "settings are read complete"); });
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
}
