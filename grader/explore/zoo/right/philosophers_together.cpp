// expect: nothing
// Each philosopher takes both forks by scoped_lock, which never waits for one while it holds one.

#include <array>
#include <cstddef>
#include <mutex>
#include <thread>
#include <vector>

#include "explore/zoo/zoo.hpp"

int main() {
  constexpr std::size_t seats = 3;
  std::array<std::mutex, seats> forks;
  std::array<int, seats> uses{};
  std::vector<std::thread> philosophers;
  for (std::size_t seat = 0; seat < seats; ++seat) {
    philosophers.emplace_back([&, seat] {
      const std::size_t next = (seat + 1) % forks.size();
      const std::scoped_lock both(forks[seat], forks[next]);
      ++uses[seat];
      ++uses[next];
    });
  }
  for (std::thread& philosopher : philosophers) {
    philosopher.join();
  }
  for (const int used : uses) {
    must(used == 2, "each fork was used by both neighbours");
  }
}
