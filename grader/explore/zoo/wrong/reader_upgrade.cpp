// expect: deadlock
// A reader-writer lock in which a reader may become the writer once it is the only reader left.
// It hangs if two readers want that at once: each waits for the other to leave.

#include <condition_variable>
#include <mutex>
#include <thread>

#include "explore/zoo/zoo.hpp"

class SharedLock {
 public:
  void lock_shared() {
    std::unique_lock lock(mutex_);
    left_.wait(lock, [&] { return !writing_; });
    ++readers_;
  }

  void upgrade() {
    std::unique_lock lock(mutex_);
    left_.wait(lock, [&] { return readers_ == 1; });
    readers_ = 0;
    writing_ = true;
  }

  void unlock() {
    const std::lock_guard lock(mutex_);
    writing_ = false;
    left_.notify_all();
  }

 private:
  std::mutex mutex_;
  std::condition_variable left_;
  int readers_ = 0;
  bool writing_ = false;
};

int main() {
  SharedLock guard;
  int value = 0;
  const auto raise = [&] {
    guard.lock_shared();
    const int seen = value;
    guard.upgrade();
    value = seen + 1;
    guard.unlock();
  };
  std::thread ann(raise);
  std::thread bob(raise);
  ann.join();
  bob.join();
  must(value == 2, "both have raised the value");
}
