// Which CPU clock? The one of the calling thread misses what a task hands to others.
// seconds: 60
#include <chrono>
#include <cstdint>
#include <ctime>
#include <functional>
#include <iomanip>
#include <iostream>
#include <string>
#include <thread>
#include <vector>

using namespace std::chrono_literals;
using Seconds = std::chrono::duration<double>;

Seconds read(clockid_t clock) {
  timespec now{};
  clock_gettime(clock, &now);
  return 1s * now.tv_sec + 1ns * now.tv_nsec;
}

// begin clocks
struct Times {
  Seconds wall = read(CLOCK_MONOTONIC);
  Seconds process = read(CLOCK_PROCESS_CPUTIME_ID);
  Seconds thread = read(CLOCK_THREAD_CPUTIME_ID);
};
// end clocks

std::uint64_t work(std::uint64_t steps) {
  std::uint64_t x = 1;
  for (std::uint64_t i = 0; i < steps; ++i) {
    x = x * 6364136223846793005U + 1442695040888963407U;
  }
  return x;
}

std::vector<std::uint64_t> results(2);

void waits() { std::this_thread::sleep_for(100ms); }

void computes() { results[0] = work(80'000'000); }

// Its computing is done by two threads of its own.
void hands_over() {
  std::jthread first([] { results[0] = work(40'000'000); });
  std::jthread second([] { results[1] = work(40'000'000); });
}

void report(const std::string& name, const std::function<void()>& task) {
  const Times start;
  task();
  const Times end;
  std::cout << std::left << std::setw(12) << name << std::right << std::fixed
            << std::setprecision(2) << std::setw(6) << (end.wall - start.wall).count() << " s"
            << std::setw(10) << (end.process - start.process).count() << " s" << std::setw(9)
            << (end.thread - start.thread).count() << " s\n";
}

int main() {
  std::cout << "              wall     process     thread\n";
  report("waits", waits);
  report("computes", computes);
  report("hands over", hands_over);
}
