// Two threads, each with a counter of its own: what an increment costs when the
// counters are 4, 8, 16, ... 256 bytes apart. Nothing is shared but, perhaps,
// the cache line.
//
// Round after round, all distances in turn, so that a disturbance meets them alike.

#include <unistd.h>

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <latch>
#include <thread>
#include <vector>

#include "measuring.hpp"

namespace {

using Counter = std::atomic<std::uint32_t>;

constexpr std::array<std::size_t, 7> kDistances{4, 8, 16, 32, 64, 128, 256};  // bytes
constexpr int kRounds = 15;
constexpr std::uint32_t kIncrements = 500'000;  // of each thread

// Begins a cache line, whatever their size may be.
struct alignas(256) Counters {
  std::array<Counter, 512 / sizeof(Counter)> counters{};
};

// A read-modify-write has to own the cache line before it goes on. A load and a
// store would do for a counter with one writer, and a store buffer would hide a
// part of what sharing costs.
void count(Counter& counter) {
  for (std::uint32_t i = 0; i < kIncrements; ++i) {
    counter.fetch_add(1, std::memory_order_relaxed);
  }
}

double seconds_per_increment(std::size_t distance) {
  Counters memory;
  std::array<double, 2> seconds{};
  {
    std::latch both_here(2);
    const auto work = [&](std::size_t id) {
      both_here.arrive_and_wait();
      seconds[id] =
          figures::seconds_of([&] { count(memory.counters[id * distance / sizeof(Counter)]); });
    };
    const std::jthread first(work, 0);
    const std::jthread second(work, 1);
  }
  return (seconds[0] + seconds[1]) / 2 / kIncrements;
}

}  // namespace

int main() {
  std::array<std::vector<double>, kDistances.size()> seconds;
  for (int round = 0; round < kRounds; ++round) {
    for (std::size_t i = 0; i < kDistances.size(); ++i) {
      seconds[i].push_back(seconds_per_increment(kDistances[i]));
    }
  }
  // 0 or -1 where the system does not know.
  std::printf("{\"cache_line\":%ld,\"distances\":[", sysconf(_SC_LEVEL1_DCACHE_LINESIZE));
  for (std::size_t i = 0; i < kDistances.size(); ++i) {
    std::printf("%s{\"bytes\":%zu,", i == 0 ? "" : ",", kDistances[i]);
    figures::print_list("seconds", seconds[i]);
    std::printf("}");
  }
  std::printf("]}\n");
}
