// Hybrid work: every item waits for 30 ms and then computes for 10 ms.
// seconds: 90
#include <algorithm>
#include <chrono>
#include <ctime>
#include <iomanip>
#include <iostream>
#include <thread>
#include <vector>

using namespace std::chrono_literals;
using Seconds = std::chrono::duration<double>;

Seconds read(clockid_t clock) {
  timespec now{};
  clock_gettime(clock, &now);
  return 1s * now.tv_sec + 1ns * now.tv_nsec;
}

void compute(Seconds how_long) {
  const Seconds end = read(CLOCK_THREAD_CPUTIME_ID) + how_long;
  while (read(CLOCK_THREAD_CPUTIME_ID) < end) {
  }
}

// begin item
void item() {
  std::this_thread::sleep_for(30ms);  // plays a download
  compute(10ms);                      // plays its decoding
}
// end item

void sixteen(unsigned workers) {
  std::vector<std::jthread> team;
  for (unsigned w = 0; w < workers; ++w) {
    team.emplace_back([=] {
      for (unsigned i = w; i < 16; i += workers) {
        item();
      }
    });
  }
}

int main() {
  const unsigned cores = std::max(1U, std::thread::hardware_concurrency());
  std::cout << "workers     time   cores in use, of " << cores << '\n';
  std::cout << std::fixed;
  for (const unsigned workers : {1U, 2U, 4U, 8U, 16U}) {
    const Seconds wall = read(CLOCK_MONOTONIC);
    const Seconds cpu = read(CLOCK_PROCESS_CPUTIME_ID);
    sixteen(workers);
    const Seconds took = read(CLOCK_MONOTONIC) - wall;
    const Seconds used = read(CLOCK_PROCESS_CPUTIME_ID) - cpu;
    std::cout << std::setw(7) << workers << std::setprecision(2) << std::setw(7) << took.count()
              << " s" << std::setw(11) << used / took << '\n';
  }
}
