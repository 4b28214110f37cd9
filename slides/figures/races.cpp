// What 1,000 runs of a racy counter count: four threads, 100,000 increments
// each. WRONG on purpose: each increment reads, adds and writes in three steps.
//
// The counter is an atomic that is loaded and stored. A plain int would lose
// increments in the same way, but it would be a data race, and a program with
// undefined behavior measures nothing.

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <latch>
#include <thread>
#include <vector>

#include "measuring.hpp"

namespace {

constexpr int kRuns = 1'000;
constexpr int kThreads = 4;
constexpr int kIncrements = 100'000;  // of each thread, if there is time
constexpr int kTrials = 10;
constexpr double kSecondsForAll = 10;

int count_up(int increments) {
  std::atomic<int> counter{0};
  {
    std::latch all_here(kThreads);
    std::vector<std::jthread> threads;
    for (int i = 0; i < kThreads; ++i) {
      threads.emplace_back([&] {
        all_here.arrive_and_wait();
        for (int j = 0; j < increments; ++j) {
          const int value = counter.load(std::memory_order_relaxed);
          counter.store(value + 1, std::memory_order_relaxed);
        }
      });
    }
  }
  return counter;
}

// A slow machine counts less far, but as often.
int affordable_increments() {
  const double trials = figures::seconds_of([] {
    for (int i = 0; i < kTrials; ++i) {
      count_up(kIncrements);
    }
  });
  int increments = kIncrements;
  for (double all = trials / kTrials * kRuns; all > kSecondsForAll && increments > 1'000;
       all /= 10) {
    increments /= 10;
  }
  return increments;
}

}  // namespace

int main() {
  const int increments = affordable_increments();
  std::printf("{\"threads\":%d,\"increments\":%d,\"results\":[", kThreads, increments);
  for (int run = 0; run < kRuns; ++run) {
    std::printf("%s%d", run == 0 ? "" : ",", count_up(increments));
  }
  std::printf("]}\n");
}
