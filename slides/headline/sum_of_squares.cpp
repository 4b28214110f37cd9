// Four sums of 2,000,000 squares: nothing but computing.

#include <array>
#include <cstdint>
#include <cstdlib>
#include <thread>
#include <vector>

#include "headline.hpp"
#include "processes.hpp"

namespace {

using headline::Results;

constexpr std::array<std::uint64_t, 4> kTasks{2'000'000, 2'000'000, 2'000'000, 2'000'000};

// It stands for a piece of real work: an optimizer that sees a loop over i * i
// puts a formula in its place, and nothing would be left to measure.
[[gnu::noinline]] std::uint64_t square(std::uint64_t i) { return i * i; }

std::uint64_t sum_of_squares(std::uint64_t n) {
  std::uint64_t sum = 0;
  for (std::uint64_t i = 0; i < n; ++i) {
    sum += square(i);
  }
  return sum;
}

Results one_after_another() {
  Results sums;
  for (const std::uint64_t n : kTasks) {
    sums.push_back(sum_of_squares(n));
  }
  return sums;
}

Results threads() {
  Results sums(kTasks.size());
  {
    std::vector<std::jthread> workers;
    for (std::size_t i = 0; i < kTasks.size(); ++i) {
      workers.emplace_back([&sums, i] { sums[i] = sum_of_squares(kTasks[i]); });
    }
  }  // Every jthread joins here.
  return sums;
}

Results processes() {
  return headline::in_order(headline::in_processes(
      kTasks.size(), [](std::size_t number) { return sum_of_squares(kTasks[number]); }));
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: sum_of_squares WAY\n");
    return EXIT_FAILURE;
  }
  headline::run(argv[1], {one_after_another, threads, processes});
}
