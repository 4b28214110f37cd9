// expect: failed
// Who finds the flag taken skips the work, but clears the flag all the same.
// It fails if a third thread then enters while the first is still inside.

#include <atomic>
#include <thread>
#include <vector>

#include "explore/zoo/zoo.hpp"

int main() {
  std::atomic_flag busy;
  std::atomic<int> inside = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 3; ++i) {
    threads.emplace_back([&] {
      if (!busy.test_and_set()) {
        must(inside.fetch_add(1) == 0, "one at a time");
        inside.fetch_sub(1);
      }
      busy.clear();
    });
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
}
