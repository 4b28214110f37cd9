// Four sums of 10,000,000 squares: one after the other, then on four threads.
// seconds: 120
#include <array>
#include <chrono>
#include <cstdint>
#include <ctime>
#include <functional>
#include <iomanip>
#include <iostream>
#include <string>
#include <thread>
#include <vector>

using namespace std::chrono_literals;
using Seconds = std::chrono::duration<double>;
using Sum = std::uint64_t;
using Sums = std::array<Sum, 4>;

constexpr std::uint64_t kSize = 10'000'000;

// Kept out of line: an optimizer that sees i * i puts a formula in the loop's place.
[[gnu::noinline]] std::uint64_t square(std::uint64_t i) { return i * i; }

Sum squares(std::uint64_t n) {
  Sum sum = 0;
  for (std::uint64_t i = 0; i < n; ++i) {
    sum += square(i);
  }
  return sum;
}

Sums serial() {
  Sums sums{};
  for (Sum& sum : sums) {
    sum = squares(kSize);
  }
  return sums;
}

void add(Sum& sum) { sum = squares(kSize); }

// begin threads
Sums on_four_threads() {
  Sums sums{};
  std::vector<std::jthread> team;
  for (Sum& sum : sums) {
    team.emplace_back(add, std::ref(sum));
  }
  team.clear();  // joins
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
