// Three threads that compute: after each small chunk of its work, a thread
// notes the time. gil.py does the same in Python.

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <latch>
#include <thread>
#include <vector>

#include "measuring.hpp"

namespace {

using figures::Clock;
using figures::Seconds;

constexpr int kThreads = 3;
constexpr int kChunks = 800;            // for each thread
constexpr double kSecondsEach = 50e-6;  // that a chunk takes on a core of its own

// How many steps of the loop take kSecondsEach, when nothing disturbs.
std::uint64_t calibrated() {
  constexpr std::uint64_t kTrial = 1'000'000;
  double least = 1;
  for (int i = 0; i < 10; ++i) {
    least = std::min(
        least, figures::seconds_of([] { figures::keep(figures::sum_of_squares(0, kTrial)); }));
  }
  return static_cast<std::uint64_t>(kTrial * kSecondsEach / least);
}

// In seconds of the clock; without an access to what other threads write.
struct Notes {
  double begin = 0;
  std::vector<double> ends = std::vector<double>(kChunks);
};

double now() { return Seconds(Clock::now().time_since_epoch()).count(); }

void compute(std::uint64_t steps, Notes& notes) {
  std::uint64_t sum = 0;
  notes.begin = now();
  for (double& end : notes.ends) {
    sum += figures::sum_of_squares(0, steps);
    end = now();
  }
  figures::keep(sum);
}

}  // namespace

int main() {
  const std::uint64_t steps = calibrated();
  std::vector<Notes> notes(kThreads);
  {
    std::latch all_here(kThreads);
    std::vector<std::jthread> threads;
    for (Notes& own : notes) {
      threads.emplace_back([&all_here, &own, steps] {
        all_here.arrive_and_wait();
        compute(steps, own);
      });
    }
  }
  double start = notes.front().begin;
  for (const Notes& own : notes) {
    start = std::min(start, own.begin);
  }
  std::printf("{\"chunk\":%g,\"threads\":[", kSecondsEach);
  const char* separator = "";
  for (Notes& own : notes) {
    for (double& end : own.ends) {
      end -= start;
    }
    std::printf("%s{\"begin\":%.9g,", separator, own.begin - start);
    figures::print_list("ends", own.ends);
    std::printf("}");
    separator = ",";
  }
  std::printf("]}\n");
}
