// expect: slow large
// passes: tests races
// Takes one item at a time and adds its result to one total, both under a lock.
// Everything is right, and most items take less time than the two locks.

#include "worth_it.hpp"

#include <algorithm>
#include <exception>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <vector>

namespace course {
namespace {

using Time = std::chrono::duration<double, std::nano>;

struct Prediction {
  Time serial{};
  Time parallel{};
};

Prediction predict(std::span<const Item> items, std::size_t workers, const Costs& costs) {
  std::uint64_t total = 0;  // 32 bits hold one effort, and not the sum of many
  std::uint32_t largest = 0;
  for (const Item& item : items) {
    total += item.effort;
    largest = std::max(largest, item.effort);
  }
  const auto all = static_cast<double>(total);
  const auto threads = static_cast<double>(workers);
  const double longest_share = std::max(all / threads, static_cast<double>(largest));
  return {.serial = all * costs.per_step,
          .parallel = threads * costs.start + longest_share * costs.per_step};
}

std::uint64_t sum_of(std::span<const Item> items) {
  std::uint64_t sum = 0;
  for (const Item& item : items) {
    sum += work(item);
  }
  return sum;
}

std::uint64_t sum_with_threads(std::span<const Item> items, std::size_t workers) {
  std::mutex mutex;  // guards everything below
  std::size_t next = 0;
  std::uint64_t total = 0;
  std::size_t failed = items.size();
  std::exception_ptr error;
  const auto take_item = [&](std::size_t& i) {
    const std::lock_guard lock(mutex);
    i = next;
    next += i < items.size() ? 1 : 0;
    return i < items.size();
  };
  const auto take_items = [&] {
    for (std::size_t i = 0; take_item(i);) {
      try {
        const std::uint64_t result = work(items[i]);
        const std::lock_guard lock(mutex);
        total += result;
      } catch (...) {
        const std::lock_guard lock(mutex);
        if (i < failed) {
          failed = i;
          error = std::current_exception();
        }
        next = items.size();
      }
    }
  };
  {
    std::vector<std::jthread> threads;
    threads.reserve(workers);
    for (std::size_t worker = 0; worker < workers; ++worker) {
      threads.emplace_back(take_items);
    }
  }  // every jthread joins here
  if (error) {
    std::rethrow_exception(error);
  }
  return total;
}

}  // namespace

double predicted_speedup(double serial_share, unsigned workers) {
  // Asked this way round, NaN is refused as well: it compares false with everything.
  if (!(serial_share >= 0 && serial_share <= 1) || workers == 0) {
    throw std::invalid_argument("predicted_speedup: a share from 0 to 1, and a worker");
  }
  return 1 / (serial_share + (1 - serial_share) / workers);
}

std::optional<std::size_t> break_even(std::chrono::nanoseconds cost_per_item,
                                      std::chrono::nanoseconds start_cost, unsigned workers) {
  if (workers == 0 || cost_per_item.count() < 0 || start_cost.count() < 0) {
    throw std::invalid_argument("break_even: a worker, and no negative costs");
  }
  if (workers == 1 || cost_per_item.count() == 0) {
    return std::nullopt;
  }
  // What threads save is all of the items that are not in the longest share.
  // The fewest of them that are worth more than the starts:
  const std::uint64_t saved = static_cast<std::uint64_t>(workers * start_cost / cost_per_item) + 1;
  // The longest share holds one item for every `workers` - 1 that are saved,
  // rounded up.
  return saved + (saved + workers - 2) / (workers - 1);
}

std::uint64_t sum_adaptive(std::span<const Item> items, unsigned workers, const Costs& costs) {
  if (workers == 0 || !(costs.per_step.count() >= 0) || !(costs.start.count() >= 0)) {
    throw std::invalid_argument("sum_adaptive: a worker, and no negative costs");
  }
  if (items.empty()) {
    return 0;
  }
  const std::size_t threads = std::min<std::size_t>(workers, items.size());
  const Prediction predicted = predict(items, threads, costs);
  if (!(predicted.parallel < predicted.serial)) {
    return sum_of(items);
  }
  return sum_with_threads(items, threads);
}

}  // namespace course
