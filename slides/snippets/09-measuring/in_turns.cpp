// Compares a function with itself, in two ways. The truth is 1.00.
// A neighbor begins to compute when half of the runs are done.
// seconds: 60

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <iostream>
#include <random>
#include <stop_token>
#include <thread>
#include <utility>
#include <vector>

std::uint64_t sum = 0;  // asked for at the end, so that no compiler leaves the loop out

void mix() {
  for (std::uint64_t i = 0; i < 8'000'000; ++i) {
    std::uint64_t x = i * 0x9E3779B97F4A7C15;
    x ^= x >> 29;
    sum += x * x;
  }
}

double timed(void (&work)()) {
  const auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

void burn(const std::stop_token& stop) {
  while (!stop.stop_requested()) {
  }
}

using Values = std::vector<double>;
using Interval = std::pair<double, double>;
using Neighbors = std::vector<std::jthread>;

Neighbors neighbors() {
  Neighbors all;
  for (unsigned i = 0; i < 2 * std::thread::hardware_concurrency(); ++i) {
    all.emplace_back(burn);
  }
  return all;
}

// begin median
double median(Values values) {
  auto mid = values.begin() + values.size() / 2;
  std::ranges::nth_element(values, mid);
  return *mid;
}
// end median

// Draws as many values again, some of them twice.
Values redrawn(const Values& values, std::mt19937_64& random) {
  std::uniform_int_distribution<std::size_t> any(0, values.size() - 1);
  Values draw(values.size());
  for (double& value : draw) {
    value = values[any(random)];
  }
  return draw;
}

// begin interval
// The middle 95 % of a thousand medians.
Interval interval(const Values& values) {
  std::mt19937_64 random(2024);
  Values all;
  for (int i = 0; i < 1000; ++i) {
    Values draw = redrawn(values, random);
    all.push_back(median(draw));
  }
  std::ranges::sort(all);
  return {all[25], all[975]};
}
// end interval

constexpr int kRounds = 15;

double block_by_block() {
  Values a(kRounds);
  Values b(kRounds);
  for (double& time : a) {
    time = timed(mix);
  }
  const Neighbors busy = neighbors();
  for (double& time : b) {
    time = timed(mix);
  }
  return median(b) / median(a);
}

// begin turns
Values in_turns() {
  Neighbors late;
  Values ratios;
  const int half = kRounds / 2;
  for (int i = 0; i < kRounds; ++i) {
    if (i == half) late = neighbors();
    const bool a_first = i % 2 == 0;
    const double one = timed(mix);
    const double two = timed(mix);
    ratios.push_back(a_first ? two / one
                             : one / two);
  }
  return ratios;
}
// end turns

int main() {
  std::cout << std::fixed;
  std::cout.precision(2);
  std::cout << "all of A, then all of B:  B / A = " << block_by_block() << '\n';
  const Values ratios = in_turns();
  const auto [low, high] = interval(ratios);
  std::cout << "A and B in turns:         B / A = " << median(ratios) << "  (95 %: " << low
            << " to " << high << ")\n";
  return sum == 0;
}
