// expect: deadlock
// An event is set, announced, and reset at once.
// It hangs if a waiter that was woken has the lock only after the reset, and sleeps again.

#include <condition_variable>
#include <mutex>
#include <thread>

#include "explore/zoo/zoo.hpp"

class Event {
 public:
  void pulse() {
    set(true);
    changed_.notify_all();
    set(false);
  }

  // Returns at once if nobody will pulse any more.
  void wait() {
    std::unique_lock lock(mutex_);
    if (!over_) {
      changed_.wait(lock, [&] { return set_; });
    }
  }

 private:
  void set(bool value) {
    const std::lock_guard lock(mutex_);
    set_ = value;
    over_ = true;
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  bool set_ = false;
  bool over_ = false;
};

int main() {
  Event event;
  bool passed = false;
  std::thread waiter([&] {
    event.wait();
    passed = true;
  });
  std::thread pulser([&] { event.pulse(); });
  waiter.join();
  pulser.join();
  must(passed, "the waiter has passed");
}
