// Sixteen equal computations: on as many threads as there are cores, and on sixteen.
// Times are CPU time of the process: other programs cannot stretch it.
// seconds: 90
#include <algorithm>
#include <chrono>
#include <ctime>
#include <iomanip>
#include <iostream>
#include <latch>
#include <thread>
#include <vector>

using namespace std::chrono_literals;
using Seconds = std::chrono::duration<double>;

Seconds cpu_time() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return 1s * now.tv_sec + 1ns * now.tv_nsec;
}

unsigned compute() {
  unsigned x = 1;
  for (int i = 0; i < 40'000'000; ++i) {
    x = x * 1664525 + 1013904223;
  }
  return x;
}

struct Result {
  unsigned value = 0;
  Seconds done{};
};

std::vector<Result> sixteen(unsigned threads) {
  std::vector<Result> results(16);
  std::latch all_here(threads);
  std::vector<std::jthread> team;
  const Seconds start = cpu_time();
  for (unsigned t = 0; t < threads; ++t) {
    team.emplace_back([=, &results, &all_here] {
      all_here.arrive_and_wait();
      for (unsigned i = t; i < 16; i += threads) {
        results[i].value = compute();
        results[i].done = cpu_time() - start;
      }
    });
  }
  team.clear();  // joins
  return results;
}

int main() {
  std::cout << "threads   first result   last result, after so much CPU time\n"
            << std::fixed << std::setprecision(2);
  for (const unsigned threads : {std::max(1U, std::thread::hardware_concurrency()), 16U}) {
    const std::vector<Result> results = sixteen(threads);
    const auto by_time = [](const Result& a, const Result& b) { return a.done < b.done; };
    const auto [first, last] = std::minmax_element(results.begin(), results.end(), by_time);
    std::cout << std::setw(7) << threads << std::setw(13) << first->done.count() << " s"
              << std::setw(12) << last->done.count() << " s\n";
  }
}
