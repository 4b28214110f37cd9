// What it costs to start a thread that does nothing, and to join it.
#include <algorithm>
#include <chrono>
#include <iomanip>
#include <iostream>
#include <thread>

namespace {

using Microseconds = std::chrono::duration<double, std::micro>;

// The best of some rounds of 200 threads, one after the other.
Microseconds start_and_join() {
  Microseconds best = std::chrono::hours(1);
  for (int round = 0; round < 4; ++round) {
    const auto start = std::chrono::steady_clock::now();
    // begin loop
    for (int i = 0; i < 200; ++i) {
      std::jthread thread([] {});
    }
    // end loop
    best = std::min(best, Microseconds(std::chrono::steady_clock::now() - start) / 200);
  }
  return best;
}

}  // namespace

int main() {
  std::cout << "start and join: " << std::fixed << std::setprecision(0) << start_and_join().count()
            << " us\n";
  std::cout << "cores: " << std::thread::hardware_concurrency() << "\n";
}
