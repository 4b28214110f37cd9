// expect: race
// Double-checked locking with a plain pointer: the first check reads it without the lock.
// It races whenever one thread asks while or after another creates, with nothing between them.

#include <memory>
#include <mutex>
#include <thread>

#include "explore/zoo/zoo.hpp"

class Registry {
 public:
  const int& settings() {
    if (!settings_) {
      const std::lock_guard lock(mutex_);
      if (!settings_) {
        settings_ = std::make_unique<int>(42);
      }
    }
    return *settings_;
  }

 private:
  std::mutex mutex_;
  std::unique_ptr<int> settings_;
};

int main() {
  Registry registry;
  const auto use = [&] { must(registry.settings() == 42, "settings are read complete"); };
  std::thread ann(use);
  std::thread bob(use);
  ann.join();
  bob.join();
}
