#include "sandbox/thread_cost.hpp"

#include <algorithm>
#include <semaphore>
#include <thread>
#include <vector>

namespace sandbox {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int kTries = 200;

std::chrono::nanoseconds quick(std::vector<std::chrono::nanoseconds> tries) {
  const auto tenth = tries.begin() + static_cast<std::ptrdiff_t>(tries.size() / 10);
  std::nth_element(tries.begin(), tenth, tries.end());
  return *tenth;
}

std::chrono::nanoseconds start_cost_of_thread() {
  std::vector<std::chrono::nanoseconds> tries;
  for (int i = 0; i < kTries; ++i) {
    const Clock::time_point created = Clock::now();
    Clock::time_point began;
    std::thread([&] { began = Clock::now(); }).join();
    tries.emplace_back(began - created);
  }
  return quick(std::move(tries));
}

// There and back is twice.
std::chrono::nanoseconds wake_cost() {
  std::binary_semaphore there(0);
  std::binary_semaphore back(0);
  std::jthread other([&] {
    for (int i = 0; i < kTries; ++i) {
      there.acquire();
      back.release();
    }
  });
  std::vector<std::chrono::nanoseconds> tries;
  for (int i = 0; i < kTries; ++i) {
    const Clock::time_point asked = Clock::now();
    there.release();
    back.acquire();
    tries.emplace_back((Clock::now() - asked) / 2);
  }
  return quick(std::move(tries));
}

}  // namespace

ThreadCost thread_cost() { return {.start = start_cost_of_thread(), .wake = wake_cost()}; }

}  // namespace sandbox
