// expect: nothing
// Each philosopher takes the fork with the smaller number first: there is no circle.

#include <algorithm>
#include <array>
#include <cstddef>
#include <mutex>
#include <thread>
#include <vector>

#include "explore/zoo/zoo.hpp"

int main() {
  constexpr std::size_t seats = 5;
  std::array<std::mutex, seats> forks;
  std::array<int, seats> meals{};
  std::vector<std::thread> philosophers;
  for (std::size_t seat = 0; seat < seats; ++seat) {
    philosophers.emplace_back([&, seat] {
      const std::size_t next = (seat + 1) % forks.size();
      const std::lock_guard lower(forks[std::min(seat, next)]);
      const std::lock_guard upper(forks[std::max(seat, next)]);
      ++meals[seat];
    });
  }
  for (std::thread& philosopher : philosophers) {
    philosopher.join();
  }
  for (const int eaten : meals) {
    must(eaten == 1, "everybody has eaten");
  }
}
