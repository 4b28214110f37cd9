// expect: race
// A reader-writer lock whose readers count themselves in under its mutex, and out without it.
// It races if one reader leaves while another comes or leaves.

#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

#include "explore/zoo/zoo.hpp"

class SharedLock {
 public:
  void lock_shared() {
    std::unique_lock lock(mutex_);
    ++readers_;
  }

  void unlock_shared() {
    --readers_;
    left_.notify_all();
  }

  void lock() {
    std::unique_lock lock(mutex_);
    left_.wait(lock, [&] { return readers_ == 0; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable left_;
  int readers_ = 0;
};

int main() {
  SharedLock guard;
  const int value = 42;
  std::vector<std::thread> readers;
  for (int i = 0; i < 2; ++i) {
    readers.emplace_back([&] {
      guard.lock_shared();
      must(value == 42, "readers see the value");
      guard.unlock_shared();
    });
  }
  for (std::thread& reader : readers) {
    reader.join();
  }
  guard.lock();
}
