// expect: nothing
// Three workers meet after each round, and the barrier's completion adds up what they have written
// while nobody writes.

#include <array>
#include <barrier>
#include <cstddef>
#include <thread>
#include <vector>

#include "explore/zoo/zoo.hpp"

int main() {
  std::array<int, 3> cells{};
  int sum = 0;
  int rounds = 0;
  std::barrier meeting(3, [&]() noexcept {
    ++rounds;
    for (const int cell : cells) {
      sum += cell;
    }
  });
  std::vector<std::thread> workers;
  for (std::size_t i = 0; i < 3; ++i) {
    workers.emplace_back([&, i] {
      for (int round = 1; round <= 2; ++round) {
        cells[i] = round;
        meeting.arrive_and_wait();
        must(rounds == 2 * round - 1, "everybody is in the same round");
        meeting.wait(meeting.arrive());
      }
    });
  }
  for (std::thread& worker : workers) {
    worker.join();
  }
  must(rounds == 4 && sum == 18, "each round was added up twice");
}
