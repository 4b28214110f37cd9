// expect: deadlock
// A thread waits on an atomic by wait(), and another changes it without notify.
// It hangs if the waiter sleeps before the change.

#include <atomic>
#include <thread>

#include "../zoo.hpp"

int main() {
  std::atomic<int> stage = 0;
  std::thread waiter([&] {
    stage.wait(0);
    must(stage == 1, "the stage has changed");
  });
  std::thread setter([&] { stage.store(1); });
  waiter.join();
  setter.join();
}
