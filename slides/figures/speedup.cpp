// The speed-up of a sum, shared out among 1, 2, 3, ... threads, and what the
// machine allows in the same minute: so many copies of a loop at once.
//
// Round after round, all of them in turn, so that a disturbance meets them alike.

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <thread>
#include <vector>

#include "measuring.hpp"

namespace {

constexpr int kRounds = 9;
constexpr double kSecondsAlone = 0.08;  // Shorter ones measure the start of threads.

// How many numbers take kSecondsAlone, when nothing disturbs.
std::uint64_t calibrated() {
  constexpr std::uint64_t kTrial = 2'000'000;
  double least = 1;
  for (int i = 0; i < 10; ++i) {
    least = std::min(
        least, figures::seconds_of([] { figures::keep(figures::sum_of_squares(0, kTrial)); }));
  }
  return static_cast<std::uint64_t>(kTrial * kSecondsAlone / least);
}

std::uint64_t sum_shared_out(std::uint64_t n, unsigned workers) {
  std::vector<std::uint64_t> sums(workers);
  {
    std::vector<std::jthread> threads;
    for (unsigned worker = 0; worker < workers; ++worker) {
      threads.emplace_back([&sums, n, workers, worker] {
        sums[worker] = figures::sum_of_squares(n * worker / workers, n * (worker + 1) / workers);
      });
    }
  }
  std::uint64_t sum = 0;
  for (const std::uint64_t part : sums) {
    sum += part;
  }
  return sum;
}

// So many threads, of which each does the work of the serial program.
void copies(std::uint64_t n, unsigned count) {
  std::vector<std::jthread> threads;
  for (unsigned copy = 0; copy < count; ++copy) {
    threads.emplace_back([n] { figures::keep(figures::sum_of_squares(0, n)); });
  }
}

// 1 to twice the number of cores; beyond eight of them only every second, fourth...
std::vector<unsigned> worker_counts() {
  const unsigned most = 2 * std::max(1U, std::thread::hardware_concurrency());
  unsigned step = 1;
  while (most / step > 8) {
    step *= 2;
  }
  std::vector<unsigned> counts{1};
  for (unsigned count = step; count <= most; count += step) {
    if (count > 1) {
      counts.push_back(count);
    }
  }
  return counts;
}

}  // namespace

int main() {
  const std::uint64_t n = calibrated();
  const std::vector<unsigned> counts = worker_counts();
  const std::uint64_t right = figures::sum_of_squares(0, n);
  std::vector<std::vector<double>> speedups(counts.size()), attainable(counts.size());
  for (int round = 0; round < kRounds; ++round) {
    const double serial =
        figures::seconds_of([n] { figures::keep(figures::sum_of_squares(0, n)); });
    for (std::size_t i = 0; i < counts.size(); ++i) {
      std::uint64_t sum = 0;
      const double shared = figures::seconds_of([&] { sum = sum_shared_out(n, counts[i]); });
      if (sum != right) {
        std::fprintf(stderr, "speedup: %u threads found another sum than one\n", counts[i]);
        return EXIT_FAILURE;
      }
      const double at_once = figures::seconds_of([&] { copies(n, counts[i]); });
      speedups[i].push_back(serial / shared);
      attainable[i].push_back(counts[i] * serial / at_once);
    }
  }
  std::printf("{\"cores\":%u,\"workers\":[", std::thread::hardware_concurrency());
  for (std::size_t i = 0; i < counts.size(); ++i) {
    std::printf("%s{\"workers\":%u,", i == 0 ? "" : ",", counts[i]);
    figures::print_list("speedups", speedups[i]);
    std::printf(",");
    figures::print_list("attainable", attainable[i]);
    std::printf("}");
  }
  std::printf("]}\n");
}
