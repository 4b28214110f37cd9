// Two rows. In `large`, threads are worth it many times over, and the question
// is whether all of them are busy until the end. In `small`, they never are, and
// the question is what it costs to find out.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "measured_costs.hpp"
#include "support/secret.hpp"
#include "support/speed_row.hpp"
#include "work_secret.hpp"
#include "worth_it.hpp"

namespace course {
namespace {

struct Input {
  std::vector<Item> items;
  Costs costs;
};

std::uint64_t sum_of(std::span<const Item> items) {
  std::uint64_t sum = 0;
  for (const Item& item : items) {
    sum += work(item);
  }
  return sum;
}

// `effort_of(index, bits)` is the effort of item number `index`, chosen by random
// bits.
template <class EffortOf>
Input make(std::uint64_t seed, std::size_t count, const EffortOf& effort_of) {
  set_work_secret(seed);
  support::Secret random;
  random.renew(seed);
  Input input{.items = {}, .costs = measured_costs()};
  input.items.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint64_t bits = random.of(i);
    input.items.push_back({.value = bits, .effort = effort_of(i, bits)});
  }
  return input;
}

// ---- large: many short items, and then the long ones --------------------------
//
// Two thirds of the steps belong to the last sixteenth of the items. Whoever
// takes a large piece of them is late, and whoever takes the short ones one by
// one meets the others at every item. Items are not so short that the look at all
// of them beforehand, which one thread takes alone, would cost a share that counts.

Input make_large(std::uint64_t seed, std::size_t size) {
  const std::size_t first_long = size - size / 16;
  return make(seed, size, [&](std::size_t index, std::uint64_t bits) {
    return static_cast<std::uint32_t>(index < first_long ? 32 + bits % 193 : 2'048 + bits % 4'096);
  });
}

std::uint64_t large_serially(const Input& input) { return sum_of(input.items); }

std::uint64_t large_adaptively(const Input& input, unsigned workers) {
  return sum_adaptive(input.items, workers, input.costs);
}

const bool large_registered = support::add_row("large", support::CpuRow<Input, std::uint64_t>{
                                                            .size = 250'000,
                                                            .make = make_large,
                                                            .serial = large_serially,
                                                            .yours = large_adaptively,
                                                        });

// ---- small: thousands of calls, none of them worth a thread ---------------------
//
// Two workers break even where half of the work takes as long as their starts:
// at four starts. More workers do so later, at W * W / (W - 1) starts. The items
// of one call are an eighth of that.

constexpr std::size_t kItemsPerCall = 64;

Input make_small(std::uint64_t seed, std::size_t size) {
  const Costs& costs = measured_costs();
  const double steps_at_break_even = 4 * (costs.start / costs.per_step);
  const double mean_effort = steps_at_break_even / 8 / static_cast<double>(kItemsPerCall);
  const auto least = static_cast<std::uint32_t>(std::max(1.0, mean_effort / 2));
  return make(seed, size * kItemsPerCall, [&](std::size_t /*index*/, std::uint64_t bits) {
    return static_cast<std::uint32_t>(least + bits % (2 * least + 1));  // 2 * least on average
  });
}

// What the calls give, one after the other, in one number.
template <class SumOf>
std::uint64_t call_by_call(const Input& input, const SumOf& sum_of_call) {
  std::uint64_t all = 0;
  for (std::size_t i = 0; i < input.items.size(); i += kItemsPerCall) {
    all = all * 31 + sum_of_call(std::span(input.items).subspan(i, kItemsPerCall));
  }
  return all;
}

std::uint64_t small_serially(const Input& input) {
  return call_by_call(input, [](std::span<const Item> items) { return sum_of(items); });
}

std::uint64_t small_adaptively(const Input& input, unsigned workers) {
  return call_by_call(input, [&](std::span<const Item> items) {
    return sum_adaptive(items, workers, input.costs);
  });
}

const bool small_registered = support::add_row("small", support::CpuRow<Input, std::uint64_t>{
                                                            .size = 8'000,
                                                            .make = make_small,
                                                            .serial = small_serially,
                                                            .yours = small_adaptively,
                                                        });

}  // namespace
}  // namespace course
