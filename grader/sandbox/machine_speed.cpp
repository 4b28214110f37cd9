#include "sandbox/machine_speed.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <thread>
#include <vector>

#include "sandbox/machine_load.hpp"

namespace sandbox {
namespace {

using std::chrono::steady_clock;
using Seconds = std::chrono::duration<double>;

constexpr int kRounds = 7;
constexpr Seconds kStretch{0.05};

// A chain in which every step needs the one before: no two of them overlap.
std::uint64_t compute(std::uint64_t steps) {
  std::uint64_t value = steps;
  for (std::uint64_t i = 0; i < steps; ++i) {
    value = value * 6364136223846793005U + 1442695040888963407U;
  }
  return value;
}

Seconds time_threads(unsigned threads, std::uint64_t steps) {
  std::atomic<std::uint64_t> result{0};  // so that the loop is not left out
  const auto start = steady_clock::now();
  {
    std::vector<std::jthread> all;
    all.reserve(threads);
    for (unsigned i = 0; i < threads; ++i) {
      all.emplace_back([&] { result.fetch_add(compute(steps), std::memory_order_relaxed); });
    }
  }
  return steady_clock::now() - start;
}

std::uint64_t steps_for(Seconds stretch) {
  std::uint64_t steps = 1'000'000;
  while (time_threads(1, steps) < stretch / 2) {
    steps *= 2;
  }
  return steps;
}

}  // namespace

MachineSpeed measure_speed(unsigned workers) {
  const std::uint64_t steps = steps_for(kStretch);
  const auto before = own_cpu_time();
  const MachineLoad load;
  // What disturbs makes slower and never faster: the quickest of each counts.
  Seconds one = Seconds::max();
  Seconds all = Seconds::max();
  for (int round = 0; round < kRounds; ++round) {
    one = std::min(one, time_threads(1, steps));
    all = std::min(all, time_threads(workers, steps));
  }
  return {.attainable = workers * (one / all),
          .foreign_cpus = load.foreign_cpus(own_cpu_time() - before)};
}

}  // namespace sandbox
