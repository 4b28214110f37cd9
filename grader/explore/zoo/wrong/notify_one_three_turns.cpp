// expect: deadlock
// Three threads wait for their turn on one condition variable, and the turn is passed by
// notify_one. It hangs if the notification wakes the one whose turn it is not, which goes back to
// sleep.

#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

#include "explore/zoo/zoo.hpp"

int main() {
  std::mutex mutex;
  std::condition_variable passed;
  int turn = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 3; ++i) {
    threads.emplace_back([&, i] {
      std::unique_lock lock(mutex);
      passed.wait(lock, [&] { return turn == i; });
      ++turn;
      passed.notify_one();
    });
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
  must(turn == 3, "everybody had a turn");
}
