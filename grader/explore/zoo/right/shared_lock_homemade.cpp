// expect: nothing
// A reader-writer lock in which a writer that waits keeps new readers out.

#include <condition_variable>
#include <mutex>
#include <shared_mutex>
#include <thread>

#include "explore/zoo/zoo.hpp"

class SharedLock {
 public:
  void lock_shared() {
    std::unique_lock guard(mutex_);
    changed_.wait(guard, [&] { return !writing_ && writers_waiting_ == 0; });
    ++readers_;
  }

  void unlock_shared() {
    const std::lock_guard guard(mutex_);
    if (--readers_ == 0) {
      changed_.notify_all();
    }
  }

  void lock() {
    std::unique_lock guard(mutex_);
    ++writers_waiting_;
    changed_.wait(guard, [&] { return !writing_ && readers_ == 0; });
    --writers_waiting_;
    writing_ = true;
  }

  void unlock() {
    const std::lock_guard guard(mutex_);
    writing_ = false;
    changed_.notify_all();
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  int readers_ = 0;
  int writers_waiting_ = 0;
  bool writing_ = false;
};

int main() {
  SharedLock mutex;
  int low = 0;
  int high = 0;
  const auto write = [&] {
    const std::lock_guard lock(mutex);
    ++low;
    ++high;
  };
  const auto read = [&] {
    const std::shared_lock lock(mutex);
    must(low == high, "no reader sees half a write");
  };
  std::thread ann(write);
  std::thread bob(read);
  std::thread cat(write);
  std::thread dan(read);
  ann.join();
  bob.join();
  cat.join();
  dan.join();
  must(low == 2, "both have written");
}
