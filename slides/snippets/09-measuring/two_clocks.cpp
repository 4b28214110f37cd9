// The same loop, alone and beside neighbors who keep all cores busy.
// seconds: 60

#include <chrono>
#include <cstdint>
#include <ctime>
#include <iostream>
#include <latch>
#include <stop_token>
#include <thread>
#include <vector>

std::uint64_t mix(std::uint64_t begin, std::uint64_t end) {
  std::uint64_t sum = 0;
  for (std::uint64_t i = begin; i < end; ++i) {
    std::uint64_t x = i * 0x9E3779B97F4A7C15;
    x ^= x >> 29;
    sum += x * x;
  }
  return sum;
}

using std::chrono::nanoseconds;
using std::chrono::seconds;
constexpr auto kThreadClock = CLOCK_THREAD_CPUTIME_ID;

using Clock = std::chrono::steady_clock;
using Milliseconds = std::chrono::duration<double, std::milli>;

// begin clocks
double wall_ms() {
  const auto now = Clock::now();
  const auto t = now.time_since_epoch();
  return Milliseconds(t).count();
}

double cpu_ms() {
  timespec now{};
  clock_gettime(kThreadClock, &now);
  const auto s = seconds(now.tv_sec);
  const auto ns = nanoseconds(now.tv_nsec);
  return Milliseconds(s + ns).count();
}
// end clocks

std::uint64_t result = 0;

void measure(const char* when) {
  const double wall = wall_ms();
  const double cpu = cpu_ms();
  result += mix(0, 100'000'000);
  const double cpu_used = cpu_ms() - cpu;
  std::cout << when << wall_ms() - wall << " ms   cpu " << cpu_used << " ms\n";
}

int main() {
  std::cout << std::fixed;
  std::cout.precision(0);
  measure("alone       wall ");

  // begin neighbors
  const unsigned count = 2 * std::thread::hardware_concurrency();
  std::latch all_there(count);
  std::vector<std::jthread> neighbors;  // each stops when it is destroyed
  for (unsigned i = 0; i < count; ++i) {
    neighbors.emplace_back([&](const std::stop_token& stop) {
      all_there.count_down();
      while (!stop.stop_requested()) {
      }
    });
  }
  all_there.wait();
  measure("neighbors   wall ");
  // end neighbors
  return result == 0;
}
