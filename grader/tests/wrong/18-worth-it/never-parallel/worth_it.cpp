// expect: failed Decision.StartsThreadsForFewItemsThatCostMuch
// Makes no mistakes with threads, because it has none.

#include "worth_it.hpp"

#include <stdexcept>

namespace course {
namespace {

std::uint64_t sum_of(std::span<const Item> items) {
  std::uint64_t sum = 0;
  for (const Item& item : items) {
    sum += work(item);
  }
  return sum;
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
  return sum_of(items);
}

}  // namespace course
