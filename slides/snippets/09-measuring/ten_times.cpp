// The same loop on the same numbers, ten times in a row.
// seconds: 60

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <iostream>
#include <vector>

std::uint64_t mix(std::uint64_t begin, std::uint64_t end) {
  std::uint64_t sum = 0;
  for (std::uint64_t i = begin; i < end; ++i) {
    std::uint64_t x = i * 0x9E3779B97F4A7C15;
    x ^= x >> 29;
    sum += x * x;
  }
  return sum;
}

int main() {
  using Clock = std::chrono::steady_clock;
  using Milliseconds = std::chrono::duration<double, std::milli>;
  std::cout << std::fixed;
  std::cout.precision(1);

  std::uint64_t sum = 0;
  // begin rounds
  std::vector<double> times;
  for (int round = 0; round < 10; ++round) {
    const auto start = Clock::now();
    sum += mix(0, 20'000'000);
    times.push_back(Milliseconds(Clock::now() - start).count());
  }
  // end rounds

  for (const double time : times) {
    std::cout << time << "  ";
  }
  std::ranges::sort(times);
  std::cout << "ms\nbest " << times.front() << " ms, worst " << times.back()
            << " ms\nworst / best = " << times.back() / times.front() << "\n";
  return sum == 0;  // asked for, so that no compiler leaves the loop out
}
