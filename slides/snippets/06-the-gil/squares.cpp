// Four sums of 10,000,000 squares: one after the other, then on four threads.
// seconds: 120
#include <array>
#include <chrono>
#include <cstdint>
#include <ctime>
#include <iomanip>
#include <iostream>
#include <string>
#include <thread>
#include <vector>

using namespace std::chrono_literals;
using Seconds = std::chrono::duration<double>;
using Sums = std::array<std::uint64_t, 4>;

constexpr std::uint64_t kSize = 10'000'000;

// Kept out of line: an optimizer that sees i * i puts a formula in the loop's place.
[[gnu::noinline]] std::uint64_t square(std::uint64_t i) { return i * i; }

// begin sum
std::uint64_t sum_of_squares(std::uint64_t n) {
  std::uint64_t sum = 0;
  for (std::uint64_t i = 0; i < n; ++i) {
    sum += square(i);
  }
  return sum;
}
// end sum

Sums serial() {
  Sums sums{};
  for (std::uint64_t& sum : sums) {
    sum = sum_of_squares(kSize);
  }
  return sums;
}

// begin threads
Sums on_four_threads() {
  Sums sums{};
  std::vector<std::jthread> threads;
  for (std::uint64_t& sum : sums) {
    threads.emplace_back([&sum] { sum = sum_of_squares(kSize); });
  }
  threads.clear();  // joins
  return sums;
}
// end threads

Seconds read(clockid_t clock) {
  timespec now{};
  clock_gettime(clock, &now);
  return 1s * now.tv_sec + 1ns * now.tv_nsec;
}

void report(const std::string& name, Sums (*run)()) {
  const Seconds wall = read(CLOCK_MONOTONIC);
  const Seconds cpu = read(CLOCK_PROCESS_CPUTIME_ID);
  run();
  const Seconds used = read(CLOCK_PROCESS_CPUTIME_ID) - cpu;
  const Seconds took = read(CLOCK_MONOTONIC) - wall;
  std::cout << std::left << std::setw(12) << name << std::right << std::fixed
            << std::setprecision(2) << std::setw(6) << took.count() << " s" << std::setw(8)
            << used / took << " cores\n";
}

int main() {
  report("serial", serial);
  report("4 threads", on_four_threads);
}
