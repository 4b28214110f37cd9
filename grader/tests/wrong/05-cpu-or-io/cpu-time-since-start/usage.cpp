// expect: failed Measure.LeavesOutWhatTheProcessUsedBefore
// Takes the process's CPU time as it stands after the task, without what had
// been used before. A long life makes every task look CPU-bound.

#include <algorithm>
#include <ctime>
#include <stdexcept>

#include "cpu_or_io.hpp"

namespace course {
namespace {

std::chrono::nanoseconds cpu_time_of_process() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return std::chrono::seconds(now.tv_sec) + std::chrono::nanoseconds(now.tv_nsec);
}

constexpr double kLeastShareOfCpuBound = 0.25;
constexpr unsigned kMoreForWaiting = 4;
constexpr unsigned kMostForWaiting = 32;

}  // namespace

Usage measure(const Task& task) {
  const auto wall_start = std::chrono::steady_clock::now();
  task();
  return {.wall = std::chrono::steady_clock::now() - wall_start, .cpu = cpu_time_of_process()};
}

Bound classify(Usage usage) {
  if (usage.wall.count() < 0 || usage.cpu.count() < 0) {
    throw std::invalid_argument("classify: a time is negative");
  }
  // A product, not a quotient: the wall time may be zero.
  return usage.cpu >= kLeastShareOfCpuBound * usage.wall ? Bound::cpu : Bound::io;
}

unsigned workers_for(Bound bound, unsigned cores, std::size_t tasks) {
  cores = std::max(cores, 1U);
  unsigned workers = cores;
  if (bound == Bound::io) {
    // Cut before the sum: the largest number of cores has no room for four more.
    workers = std::min(cores, kMostForWaiting - kMoreForWaiting) + kMoreForWaiting;
  }
  // Compared as size_t: the number of tasks may not fit into an unsigned.
  const std::size_t no_more = std::max<std::size_t>(tasks, 1);
  return static_cast<unsigned>(std::min<std::size_t>(workers, no_more));
}

}  // namespace course
