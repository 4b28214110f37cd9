// break_even: not graded. Measures from how many items on threads are faster
// than a plain loop, and puts the number beside the one that your break_even()
// predicts from the costs that were measured just before.
//
// It is right for as many workers as there are free CPUs, and an optimist
// beyond: the formula knows nothing of threads that take turns.

#include <benchmark/benchmark.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <optional>
#include <span>
#include <thread>
#include <vector>

#include "measured_costs.hpp"
#include "worth_it.hpp"

namespace course {
namespace {

using Time = std::chrono::duration<double, std::nano>;

constexpr std::size_t kCalls = 101;
constexpr std::uint32_t kEffort = 1'000;

std::vector<Item> alike(std::size_t count) {
  std::vector<Item> items;
  for (std::size_t i = 0; i < count; ++i) {
    items.push_back({.value = i, .effort = kEffort});
  }
  return items;
}

void in_a_loop(std::span<const Item> items) {
  for (const Item& item : items) {
    static_cast<void>(work(item));
  }
}

void on_threads(std::span<const Item> items, std::size_t workers) {
  std::vector<std::jthread> threads;
  for (std::size_t worker = 0; worker < workers; ++worker) {
    const std::size_t begin = items.size() * worker / workers;
    const std::size_t end = items.size() * (worker + 1) / workers;
    threads.emplace_back([share = items.subspan(begin, end - begin)] { in_a_loop(share); });
  }
}

bool threads_win(std::span<const Item> items, std::size_t workers) {
  const Time loop = median_time(kCalls, [&] { in_a_loop(items); });
  const Time threads = median_time(kCalls, [&] { on_threads(items, workers); });
  return threads < loop;
}

// The first number of `items` for which threads win; all of them if there is
// none. Halves the range again and again, as if no measurement ever erred.
std::size_t measured_break_even(std::span<const Item> items, std::size_t workers) {
  std::size_t least = 1;
  std::size_t most = items.size();
  while (least < most) {
    const std::size_t middle = least + (most - least) / 2;
    if (threads_win(items.first(middle), workers)) {
      most = middle;
    } else {
      least = middle + 1;
    }
  }
  return least;
}

// One row of the table.
void compare(benchmark::State& state, unsigned workers) {
  constexpr std::size_t kSample = 100;
  const std::vector<Item> sample = alike(kSample);
  const Time all = median_time(kCalls, [&] { in_a_loop(sample); });
  const Time item = all / static_cast<double>(kSample);
  const Time start = measured_costs().start;
  const std::optional<std::size_t> predicted =
      break_even(std::chrono::round<std::chrono::nanoseconds>(item),
                 std::chrono::round<std::chrono::nanoseconds>(start), workers);
  // Several times what two formulas could differ by.
  const double enough = 16 + 8 * workers * (start / item);
  const std::vector<Item> items = alike(static_cast<std::size_t>(enough));
  state.counters["item_ns"] = item.count();
  state.counters["start_ns"] = start.count();
  state.counters["predicted"] = static_cast<double>(predicted.value_or(0));
  state.counters["measured"] = static_cast<double>(measured_break_even(items, workers));
}

void fill_in_row(benchmark::State& state) {
  const auto workers = static_cast<unsigned>(state.range(0));
  for (auto _ : state) {
    if (workers > std::thread::hardware_concurrency()) {
      state.SkipWithError("there are fewer CPUs than workers");
      return;
    }
    try {
      compare(state, workers);
    } catch (const std::exception& error) {
      state.SkipWithError(error.what());
      return;
    }
  }
}

const auto* const registered = benchmark::RegisterBenchmark("break_even", fill_in_row)
                                   ->ArgName("workers")
                                   ->Arg(2)
                                   ->Arg(3)
                                   ->Arg(4)
                                   ->Iterations(1)
                                   ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace course
