#include "worth_it.hpp"

#include "support/not_written_yet.hpp"

namespace course {

double predicted_speedup(double serial_share, unsigned workers) {
  // TODO: what cannot be shared out takes as long as before, however many workers there are.
  throw NotWrittenYet("predicted_speedup");
}

std::optional<std::size_t> break_even(std::chrono::nanoseconds cost_per_item,
                                      std::chrono::nanoseconds start_cost, unsigned workers) {
  // TODO: one item less, and the plain loop would not be slower; right where products are huge.
  throw NotWrittenYet("break_even");
}

std::uint64_t sum_adaptive(std::span<const Item> items, unsigned workers, const Costs& costs) {
  // TODO: threads are started only if they are predicted to win, and then none of them is idle
  // while pieces are left.
  throw NotWrittenYet("sum_adaptive");
}

}  // namespace course
