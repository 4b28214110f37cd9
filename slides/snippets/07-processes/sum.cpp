// A sum of squares, in four parts: one after the other, on
// threads, on processes.

#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <cstdint>
#include <functional>
#include <iomanip>
#include <iostream>
#include <system_error>
#include <thread>
#include <vector>

namespace {

constexpr std::uint64_t kPart = 15'000'000;
constexpr int kParts = 4;

using Sum = std::uint64_t;

// volatile: without it the compiler puts a formula in the
// loop's place.
Sum sum_of_squares(std::uint64_t n) {
  Sum sum = 0;
  for (volatile std::uint64_t i = 0; i < n; i = i + 1) {
    sum += i * i;
  }
  return sum;
}

std::vector<Sum> alone() {
  std::vector<Sum> sums(kParts);
  for (Sum& sum : sums) sum = sum_of_squares(kPart);
  return sums;
}

std::vector<Sum> on_threads() {
  std::vector<Sum> sums(kParts);
  {
    std::vector<std::jthread> threads;
    for (Sum& sum : sums) {
      threads.emplace_back(
          [&sum] { sum = sum_of_squares(kPart); });
    }
  }
  return sums;
}

std::vector<Sum> on_processes() {
  std::vector<Sum> sums(kParts);
  std::vector<int> answers;
  for (int i = 0; i < kParts; ++i) {
    std::array<int, 2> ends{};
    if (pipe(ends.data()) != 0) {
      throw std::system_error(errno, std::generic_category(),
                              "pipe");
    }
    const pid_t child = fork();
    if (child < 0) {
      throw std::system_error(errno, std::generic_category(),
                              "fork");
    }
    if (child == 0) {
      const Sum sum = sum_of_squares(kPart);
      _exit(write(ends[1], &sum, sizeof sum) == sizeof sum
                ? 0
                : 1);
    }
    close(ends[1]);
    answers.push_back(ends[0]);
  }
  for (int i = 0; i < kParts; ++i) {
    if (read(answers[i], &sums[i], sizeof(Sum)) !=
        sizeof(Sum))
      sums[i] = 0;
    close(answers[i]);
    wait(nullptr);
  }
  return sums;
}

std::vector<Sum> timed(
    const char* name,
    const std::function<std::vector<Sum>()>& run) {
  const auto start = std::chrono::steady_clock::now();
  std::vector<Sum> sums = run();
  const std::chrono::duration<double, std::milli> took =
      std::chrono::steady_clock::now() - start;
  std::cout << std::left << std::setw(9) << name << std::right
            << std::setw(5) << std::fixed
            << std::setprecision(0) << took.count()
            << " ms\n";
  return sums;
}

}  // namespace

int main() {
  const auto expected = timed("alone", alone);
  const bool same = timed("threads", on_threads) == expected;
  return timed("processes", on_processes) == expected && same
             ? 0
             : 1;
}
