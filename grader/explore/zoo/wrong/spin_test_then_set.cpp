// expect: failed
// A spin lock that looks whether it is free and then takes it, in two steps.
// It fails if both have looked before either takes.

#include <atomic>
#include <thread>

#include "explore/zoo/zoo.hpp"

class SpinLock {
 public:
  void lock() {
    while (locked_) {
      std::this_thread::yield();
    }
    locked_ = true;
  }

  void unlock() { locked_ = false; }

 private:
  std::atomic<bool> locked_ = false;
};

int main() {
  SpinLock guard;
  std::atomic<int> inside = 0;
  const auto enter = [&] {
    guard.lock();
    must(inside.fetch_add(1) == 0, "one at a time");
    inside.fetch_sub(1);
    guard.unlock();
  };
  std::thread ann(enter);
  std::thread bob(enter);
  ann.join();
  bob.join();
}
