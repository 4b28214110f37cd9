// expect: deadlock
// Three threads take three mutexes in a circle: 0 and 1, 1 and 2, 2 and 0.
// No two of them can hang alone; it hangs if all three hold their first before any takes its
// second.

#include <array>
#include <cstddef>
#include <mutex>
#include <thread>
#include <vector>

#include "explore/zoo/zoo.hpp"

int main() {
  std::array<std::mutex, 3> locks;
  std::array<int, 3> cells{};
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < 3; ++i) {
    threads.emplace_back([&, i] {
      const std::size_t next = (i + 1) % 3;
      const std::lock_guard mine(locks[i]);
      const std::lock_guard neighbours(locks[next]);
      ++cells[i];
      --cells[next];
    });
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
  must(cells[0] + cells[1] + cells[2] == 0, "what one cell loses another gains");
}
