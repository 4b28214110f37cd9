// expect: deadlock
// Five philosophers, each of whom takes the left fork and then the right one.
// It hangs if all five hold their left fork at once.

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
      const std::lock_guard left(forks[seat]);
      const std::lock_guard right(forks[(seat + 1) % forks.size()]);
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
