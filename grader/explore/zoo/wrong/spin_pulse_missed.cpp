// expect: livelock
// A signal is raised and lowered again, and a waiter polls for it.
// It spins for ever if it does not look while the signal is up.

#include <atomic>
#include <thread>

#include "explore/zoo/zoo.hpp"

int main() {
  std::atomic<bool> signal_up = false;
  std::atomic<int> polls = 0;
  std::thread waiter([&] {
    while (!signal_up) {
      ++polls;
      std::this_thread::yield();
    }
  });
  while (polls == 0) {
    std::this_thread::yield();
  }
  signal_up = true;
  for (int i = 0; i < 4; ++i) {
    std::this_thread::yield();
  }
  signal_up = false;
  waiter.join();
  must(polls > 0, "the waiter has polled");
}
