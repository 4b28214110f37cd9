#pragma once

// What the programs behind the figures share: a stopwatch, and JSON on standard
// output. Only keep() may be called by several threads at once.

#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <span>

namespace figures {

using Clock = std::chrono::steady_clock;
using Seconds = std::chrono::duration<double>;

// The seconds that one call takes.
template <class Task>
double seconds_of(Task&& task) {
  const Clock::time_point start = Clock::now();
  task();
  return Seconds(Clock::now() - start).count();
}

// A loop for one core, without a single access to memory: the sum of i * i
// modulo a prime. The remainder keeps a compiler from putting a formula in the
// place of the loop.
inline std::uint64_t sum_of_squares(std::uint64_t begin, std::uint64_t end) {
  constexpr std::uint64_t kPrime = 1'000'003;
  std::uint64_t sum = 0;
  for (std::uint64_t i = begin; i < end; ++i) {
    sum += i * i % kPrime;
  }
  return sum;
}

// Uses a result, so that no compiler can leave its computation out.
inline void keep(std::uint64_t value) {
  static std::atomic<std::uint64_t> sink;
  sink.store(value, std::memory_order_relaxed);
}

// [1.5,2.25]
inline void print_list(std::span<const double> values) {
  const char* separator = "[";
  for (const double value : values) {
    std::printf("%s%.9g", separator, value);
    separator = ",";
  }
  std::fputs(values.empty() ? "[]" : "]", stdout);
}

// "name":[1.5,2.25]
inline void print_list(const char* name, std::span<const double> values) {
  std::printf("\"%s\":", name);
  print_list(values);
}

}  // namespace figures
