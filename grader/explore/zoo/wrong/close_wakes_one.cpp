// expect: deadlock
// A gate is closed so that it can be destroyed: close() wakes one waiter, and waits until all left.
// It hangs if two are waiting, because the second is never woken.

#include <condition_variable>
#include <mutex>
#include <thread>

#include "../zoo.hpp"

class Gate {
 public:
  void pass() {
    std::unique_lock lock(mutex_);
    ++waiting_;
    closed_or_left_.wait(lock, [&] { return closed_; });
    --waiting_;
    closed_or_left_.notify_one();
  }

  void close() {
    std::unique_lock lock(mutex_);
    closed_ = true;
    opened_ = true;
    closed_or_left_.notify_one();
    empty_.wait(lock, [&] { return waiting_ == 0; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable closed_or_left_;
  std::condition_variable empty_;
  int waiting_ = 0;
  bool closed_ = false;
  bool opened_ = false;
};
