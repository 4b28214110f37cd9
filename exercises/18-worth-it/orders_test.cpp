// Small enough to be run in hundreds of orders of their threads.

#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <ratio>
#include <thread>
#include <vector>

#include "support/last_act.hpp"
#include "while_working.hpp"
#include "worth_it.hpp"

namespace course {
namespace {

using Time = std::chrono::duration<double, std::nano>;

// Threads cost nothing, so they are started.
constexpr Costs kFree{.per_step = Time(1), .start = Time(0)};

// The value of an item is its index.
const std::vector<Item> kFour{{.value = 0, .effort = 1},
                              {.value = 1, .effort = 2},
                              {.value = 2, .effort = 1},
                              {.value = 3, .effort = 1}};

// What a thread does as the very last thing.
thread_local support::LastAct last_act;

TEST(Orders, EveryItemIsWorkedOnOnce) {
  std::array<int, 4> calls{};
  std::uint64_t sum = 0;
  {
    const WhileWorking look([&](const Item& item) { ++calls.at(item.value); });
    sum = sum_adaptive(kFour, 2, kFree);
  }
  EXPECT_EQ(calls, (std::array{1, 1, 1, 1}));
  EXPECT_EQ(sum, work(kFour[0]) + work(kFour[1]) + work(kFour[2]) + work(kFour[3]));
}

TEST(Orders, TheFirstItemThatThrowsIsHeardOf) {
  std::uint64_t thrown = 0;
  const WhileWorking look([](const Item& item) {
    if (item.value == 1 || item.value == 2) {
      throw item.value;
    }
  });
  try {
    sum_adaptive(kFour, 3, kFree);
  } catch (std::uint64_t item) {
    thrown = item;
  }
  EXPECT_EQ(thrown, 1U) << "a plain loop would have come to item 1 first";
}

TEST(Orders, EveryThreadHasEndedWhenItReturns) {
  const auto caller = std::this_thread::get_id();
  std::atomic<int> running{0};
  const WhileWorking look([&](const Item& /*item*/) {
    thread_local bool is_known = false;
    if (!is_known && std::this_thread::get_id() != caller) {
      is_known = true;
      ++running;
      last_act.set([&] { --running; });
    }
  });
  sum_adaptive(kFour, 3, kFree);
  EXPECT_EQ(running, 0) << "threads were still running";
}

}  // namespace
}  // namespace course
