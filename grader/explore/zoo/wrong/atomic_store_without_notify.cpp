// expect: deadlock
// A thread waits on an atomic by wait(), and another changes it without notify.
// It hangs if the waiter sleeps before the change.

#include <atomic>
#include <thread>

#include "explore/zoo/zoo.hpp"

int main() {
  std::atomic<int> stage = 0;
  std::atomic<int> prepared = 0;
  std::thread waiter([&] {
    stage.wait(0);
    must(prepared == 40, "all parts are prepared");
  });
  std::thread setter([&] {
    for (int part = 0; part < 40; ++part) {
      prepared.fetch_add(1);
    }
    stage.store(1);
  });
  waiter.join();
  setter.join();
}
