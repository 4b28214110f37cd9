// The pool of 12-process-pool at what process_pool_peers.py asks Python's for too.
// Prints a line for each figure: its name and its seconds.

#include <benchmark/benchmark.h>

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "process_pool.hpp"

namespace {

using course::Bytes;
using course::ProcessPool;

constexpr unsigned kWorkers = 4;
constexpr std::size_t kSmallItems = 10'000;
constexpr std::size_t kChunk = 64;

// The compiler knows a formula for it; Python computes.
std::uint64_t sum_of_squares(std::uint64_t n) {
  std::uint64_t sum = 0;
  for (std::uint64_t i = 0; i < n; ++i) {
    sum += i * i;
    benchmark::DoNotOptimize(sum);
  }
  return sum;
}

Bytes sum_item(const Bytes& n) { return std::to_string(sum_of_squares(std::stoull(n))); }
Bytes square_item(const Bytes& n) { return std::to_string(std::stoull(n) * std::stoull(n)); }

const bool offered =
    course::offer("sum of squares", sum_item) && course::offer("square", square_item);

template <class Work>
void timed(const char* name, Work work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
  std::printf("%s %.9f\n", name, took.count());
}

// A wrong result must not pass for a quick one.
void expect(bool right) {
  if (!right) {
    std::fputs("process_pool_peers: a wrong result\n", stderr);
    std::exit(1);
  }
}

}  // namespace

int main(int argc, char** argv) {
  const std::uint64_t n = argc > 1 ? std::stoull(argv[1]) : 10'000'000;
  const Bytes right = std::to_string(sum_of_squares(n));
  const std::vector<Bytes> sums(kWorkers, std::to_string(n));
  timed("serial", [&] {
    for (const Bytes& item : sums) {
      expect(sum_item(item) == right);
    }
  });
  timed("pool", [&] {
    ProcessPool pool(kWorkers, "sum of squares");
    expect(pool.map(sums, 1) == std::vector<Bytes>(kWorkers, right));
  });
  std::vector<Bytes> small;
  for (std::size_t i = 0; i < kSmallItems; ++i) {
    small.push_back(std::to_string(i));
  }
  ProcessPool pool(kWorkers, "square");
  pool.map(small, kSmallItems / kWorkers);  // the workers are there now
  timed("chunk 1", [&] { expect(pool.map(small, 1).back() == "99980001"); });
  timed("chunk 64", [&] { expect(pool.map(small, kChunk).back() == "99980001"); });
}
