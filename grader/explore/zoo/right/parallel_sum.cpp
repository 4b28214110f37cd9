// expect: nothing
// Each thread adds up a chunk of its own into a cell of its own, and main adds the cells after
// join.

#include <array>
#include <cstddef>
#include <numeric>
#include <thread>
#include <vector>

#include "explore/zoo/zoo.hpp"

int main() {
  constexpr std::size_t chunks = 3;
  std::vector<int> numbers(10);
  std::iota(numbers.begin(), numbers.end(), 1);
  std::array<int, chunks> sums{};
  std::vector<std::thread> threads;
  for (std::size_t chunk = 0; chunk < chunks; ++chunk) {
    threads.emplace_back([&, chunk] {
      const std::size_t end = numbers.size() * (chunk + 1) / sums.size();
      for (std::size_t i = numbers.size() * chunk / sums.size(); i < end; ++i) {
        sums[chunk] += numbers[i];
      }
    });
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
  must(std::accumulate(sums.begin(), sums.end(), 0) == 55, "every number is in one chunk");
}
