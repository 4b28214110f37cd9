// What a count costs on one thread: plain, and as an atomic that threads may share.
// seconds: 60
#include <atomic>
#include <chrono>
#include <ctime>
#include <iomanip>
#include <iostream>
#include <string>
#include <vector>

using namespace std::chrono_literals;
using Nanoseconds = std::chrono::duration<double, std::nano>;

Nanoseconds cpu_time() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return 1s * now.tv_sec + 1ns * now.tv_nsec;
}

constexpr int kObjects = 1000;
constexpr int kRounds = 5000;

// begin use
template <class Count>
void use_all(std::vector<Count>& counts) {
  for (Count& count : counts) {
    ++count;  // a new reference
  }
  for (Count& count : counts) {
    --count;  // and gone again
  }
}
// end use

template <class Count>
void report(const std::string& name) {
  std::vector<Count> counts(kObjects);
  const Nanoseconds start = cpu_time();
  for (int round = 0; round < kRounds; ++round) {
    use_all(counts);
  }
  const Nanoseconds each = (cpu_time() - start) / (2.0 * kObjects * kRounds);
  std::cout << std::left << std::setw(8) << name << std::right << std::fixed << std::setprecision(1)
            << std::setw(6) << each.count() << " ns each\n";
}

int main() {
  report<long>("plain");
  report<std::atomic<long>>("atomic");
}
