// expect: nothing
// One latch starts all workers, and another tells main that they are done.

#include <array>
#include <cstddef>
#include <latch>
#include <thread>
#include <vector>

#include "explore/zoo/zoo.hpp"

int main() {
  std::latch start(1);
  std::latch done(3);
  int factor = 0;
  std::array<int, 3> products{};
  std::vector<std::thread> workers;
  for (std::size_t i = 0; i < 3; ++i) {
    workers.emplace_back([&, i] {
      start.wait();
      products[i] = factor * static_cast<int>(i);
      done.count_down();
    });
  }
  must(!done.try_wait(), "nobody works before the start");
  factor = 7;
  start.count_down();
  done.wait();
  must(products[0] + products[1] + products[2] == 21, "what was done before is seen after");
  for (std::thread& worker : workers) {
    worker.join();
  }
}
