// expect: livelock
// Two threads take turns, and the one that finds all work done leaves without passing the turn.
// It spins for ever if a thread leaves while the other waits for its turn.

#include <atomic>
#include <thread>

#include "../zoo.hpp"

int main() {
  std::atomic<int> turn = 0;
  std::atomic<int> left = 3;
  const auto work = [&](int me) {
    while (left > 0) {
      while (turn != me) {
        std::this_thread::yield();
      }
      if (left == 0) {
        return;
      }
      if (--left == 0) {
        return;
      }
      turn = 1 - me;
    }
  };
  std::thread ann(work, 0);
  std::thread bob(work, 1);
  ann.join();
  bob.join();
  must(left == 0, "all work is done");
}
