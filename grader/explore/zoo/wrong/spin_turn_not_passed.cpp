// expect: livelock
// Two threads take turns, and one that hears of a cancellation leaves without passing its turn on.
// The other spins for ever if it has begun to wait for its turn before it could hear of it.

#include <atomic>
#include <thread>

#include "explore/zoo/zoo.hpp"

int main() {
  std::atomic<int> turn = 0;
  std::atomic<int> turns_taken = 0;
  std::atomic<bool> cancelled = false;
  const auto play = [&](int me) {
    for (int round = 0; round < 2; ++round) {
      if (cancelled) {
        return;
      }
      while (turn != me) {
        std::this_thread::yield();
      }
      ++turns_taken;
      turn = 1 - me;
    }
  };
  std::thread ann(play, 0);
  std::thread bob(play, 1);
  cancelled = true;
  ann.join();
  bob.join();
  must(turns_taken <= 4, "nobody plays more than twice");
}
