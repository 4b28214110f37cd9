// expect: nothing
// A thread spins on an atomic without yielding: wasteful, but it ends once the other has stored.

#include <atomic>
#include <thread>

#include "explore/zoo/zoo.hpp"

int main() {
  std::atomic<int> stage = 0;
  int payload = 0;
  std::thread spinner([&] {
    while (stage.load(std::memory_order_acquire) == 0) {
    }
    must(payload == 42, "the payload has come");
    stage.store(2, std::memory_order_release);
  });
  payload = 42;
  stage.store(1, std::memory_order_release);
  while (stage.load(std::memory_order_acquire) != 2) {
  }
  payload = 0;
  spinner.join();
}
