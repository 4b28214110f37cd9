// What a task is bound by: wall time and CPU time of the whole process.
#include <chrono>
#include <cstdint>
#include <ctime>
#include <functional>
#include <iomanip>
#include <iostream>
#include <string>
#include <thread>

using Seconds = std::chrono::duration<double>;

// begin clocks
Seconds cpu_time(clockid_t clock) {
  timespec now{};
  clock_gettime(clock, &now);
  return std::chrono::seconds(now.tv_sec) + std::chrono::nanoseconds(now.tv_nsec);
}
// end clocks

// begin tasks
std::uint64_t work(std::uint64_t steps) {
  std::uint64_t x = 1;
  for (std::uint64_t i = 0; i < steps; ++i) {
    x = x * 6364136223846793005U + 1442695040888963407U;
  }
  return x;
}

void on_two_threads() {
  std::uint64_t sum[2] = {};
  std::jthread other([&] { sum[1] = work(60'000'000); });
  std::jthread another([&] { sum[0] = work(60'000'000); });
}
// end tasks

void report(const std::string& name, const std::function<void()>& task) {
  const auto wall_start = std::chrono::steady_clock::now();
  const Seconds process_start = cpu_time(CLOCK_PROCESS_CPUTIME_ID);
  const Seconds thread_start = cpu_time(CLOCK_THREAD_CPUTIME_ID);
  task();
  const Seconds thread = cpu_time(CLOCK_THREAD_CPUTIME_ID) - thread_start;
  const Seconds process = cpu_time(CLOCK_PROCESS_CPUTIME_ID) - process_start;
  const Seconds wall = std::chrono::steady_clock::now() - wall_start;
  std::cout << std::left << std::setw(16) << name << std::right << std::fixed
            << std::setprecision(2) << std::setw(6) << wall.count() << " s" << std::setw(12)
            << process.count() << " s" << std::setw(12) << thread.count() << " s\n";
}

int main() {
  std::cout << "                    wall   CPU, process    CPU, thread\n";
  report("waits", [] { std::this_thread::sleep_for(std::chrono::milliseconds(150)); });
  report("on two threads", on_two_threads);
}
