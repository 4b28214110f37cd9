// expect: deadlock
// A gate is closed so that it can be destroyed: close() wakes one waiter, and waits until all left.
// It hangs if two are waiting, because the second is never woken.

#include <condition_variable>
#include <mutex>
#include <thread>

#include "explore/zoo/zoo.hpp"

class Gate {
 public:
  void wait_until_closed() {
    std::unique_lock lock(mutex_);
    ++waiting_;
    closing_.wait(lock, [&] { return closed_; });
    if (--waiting_ == 0) {
      empty_.notify_one();
    }
  }

  // Afterwards nobody waits, and whoever comes passes.
  void close() {
    std::unique_lock lock(mutex_);
    closed_ = true;
    closing_.notify_one();
    empty_.wait(lock, [&] { return waiting_ == 0; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable closing_;
  std::condition_variable empty_;
  int waiting_ = 0;
  bool closed_ = false;
};

int main() {
  Gate gate;
  bool passed = false;
  std::thread ann([&] {
    gate.wait_until_closed();
    passed = true;
  });
  std::thread bob([&] { gate.wait_until_closed(); });
  gate.close();
  ann.join();
  bob.join();
  must(passed, "who waited has passed");
}
