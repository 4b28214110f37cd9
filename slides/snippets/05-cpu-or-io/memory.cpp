// The same additions in two orders. Both keep the CPU busy; one of them waits for memory.
// seconds: 60
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <ctime>
#include <iomanip>
#include <iostream>
#include <numeric>
#include <random>
#include <string>
#include <vector>

using namespace std::chrono_literals;
using Seconds = std::chrono::duration<double>;
using Numbers = std::vector<std::uint64_t>;
using Order = std::vector<std::uint32_t>;

Seconds read(clockid_t clock) {
  timespec now{};
  clock_gettime(clock, &now);
  return 1s * now.tv_sec + 1ns * now.tv_nsec;
}

// begin sum
std::uint64_t sum(const Numbers& numbers, const Order& order) {
  std::uint64_t total = 0;
  for (const std::uint32_t i : order) {
    total += numbers[i];
  }
  return total;
}
// end sum

void report(const std::string& name, const Numbers& numbers, const Order& order) {
  const Seconds wall = read(CLOCK_MONOTONIC);
  const Seconds cpu = read(CLOCK_PROCESS_CPUTIME_ID);
  const std::uint64_t total = sum(numbers, order);
  const Seconds used = read(CLOCK_PROCESS_CPUTIME_ID) - cpu;
  const Seconds took = read(CLOCK_MONOTONIC) - wall;
  std::cout << std::left << std::setw(10) << name << std::right << std::fixed
            << std::setprecision(0) << std::setw(6) << took / 1ms << " ms" << std::setw(6)
            << used / 1ms << " ms   sum " << total << '\n';
}

int main() {
  Numbers numbers(6'000'000);  // 48 MB: more than most caches hold
  std::iota(numbers.begin(), numbers.end(), 0U);
  Order order(numbers.size());
  std::iota(order.begin(), order.end(), 0U);

  std::cout << "             wall      CPU\n";
  report("in order", numbers, order);
  std::shuffle(order.begin(), order.end(), std::mt19937(1));
  report("shuffled", numbers, order);
}
