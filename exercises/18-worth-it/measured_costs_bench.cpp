#include <algorithm>
#include <thread>
#include <vector>

#include "measured_costs.hpp"

namespace course {
namespace {

using Time = std::chrono::duration<double, std::nano>;

constexpr std::size_t kCalls = 51;

// The loop around the steps and the call itself are part of what a step costs.
Time time_of_a_step() {
  constexpr std::size_t kItems = 1'000;
  constexpr std::uint32_t kEffort = 64;
  std::vector<Item> items;
  for (std::size_t i = 0; i < kItems; ++i) {
    items.push_back({.value = i, .effort = kEffort});
  }
  const Time all = median_time(kCalls, [&] {
    for (const Item& item : items) {
      static_cast<void>(work(item));
    }
  });
  return all / static_cast<double>(kItems * kEffort);
}

// From the start of the first thread to the end of the last, with nothing to do
// in between.
Time time_of_a_thread() {
  constexpr std::size_t kThreads = 2;
  const Time all = median_time(kCalls, [] {
    std::vector<std::jthread> threads;
    for (std::size_t i = 0; i < kThreads; ++i) {
      threads.emplace_back([] {});
    }
  });
  return all / static_cast<double>(kThreads);
}

}  // namespace

Time median_time(std::size_t calls, const std::function<void()>& call) {
  std::vector<Time> taken;
  for (std::size_t i = 0; i < calls; ++i) {
    const auto start = std::chrono::steady_clock::now();
    call();
    taken.emplace_back(std::chrono::steady_clock::now() - start);
  }
  std::sort(taken.begin(), taken.end());
  return taken[calls / 2];
}

const Costs& measured_costs() {
  static const Costs costs{.per_step = time_of_a_step(), .start = time_of_a_thread()};
  return costs;
}

}  // namespace course
