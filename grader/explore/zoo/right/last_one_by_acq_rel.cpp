// expect: nothing
// Each thread writes its cell and counts itself down by acq_rel; who comes last sees all cells.

#include <array>
#include <atomic>
#include <cstddef>
#include <thread>
#include <vector>

#include "explore/zoo/zoo.hpp"

int main() {
  std::array<int, 3> cells{};
  std::atomic<int> working = 3;
  int sum = 0;
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < 3; ++i) {
    threads.emplace_back([&, i] {
      cells[i] = static_cast<int>(i) + 1;
      if (working.fetch_sub(1, std::memory_order_acq_rel) == 1) {
        sum = cells[0] + cells[1] + cells[2];
      }
    });
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
  must(sum == 6, "the last one adds up what all have written");
}
