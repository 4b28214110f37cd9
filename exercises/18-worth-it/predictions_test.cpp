// Tests of the two formulas.

#include <gtest/gtest.h>

#include <chrono>
#include <cstdint>
#include <limits>
#include <optional>
#include <stdexcept>

#include "worth_it.hpp"

namespace course {
namespace {

using namespace std::chrono_literals;
using std::chrono::nanoseconds;

constexpr unsigned kMany = std::numeric_limits<unsigned>::max();
constexpr double kRounding = 1e-9;
constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

TEST(PredictedSpeedup, IsTheNumberOfWorkersIfEverythingCanBeSharedOut) {
  EXPECT_NEAR(predicted_speedup(0, 2), 2, kRounding);
  EXPECT_NEAR(predicted_speedup(0, 3), 3, kRounding);
  EXPECT_NEAR(predicted_speedup(0, 64), 64, kRounding);
  EXPECT_NEAR(predicted_speedup(0, kMany) / kMany, 1, kRounding);
}

TEST(PredictedSpeedup, IsOneIfNothingCanBeSharedOut) {
  EXPECT_NEAR(predicted_speedup(1, 2), 1, kRounding);
  EXPECT_NEAR(predicted_speedup(1, kMany), 1, kRounding);
}

TEST(PredictedSpeedup, IsOneWithOneWorker) {
  EXPECT_NEAR(predicted_speedup(0, 1), 1, kRounding);
  EXPECT_NEAR(predicted_speedup(0.3, 1), 1, kRounding);
  EXPECT_NEAR(predicted_speedup(1, 1), 1, kRounding);
}

TEST(PredictedSpeedup, TakesTheSerialShareAsItIs) {
  EXPECT_NEAR(predicted_speedup(0.1, 10), 1 / 0.19, kRounding);
  EXPECT_NEAR(predicted_speedup(0.3, 3), 1.875, kRounding);
  EXPECT_NEAR(predicted_speedup(0.75, 2), 1 / 0.875, kRounding);
  EXPECT_NEAR(predicted_speedup(0.9, 9), 1 / (0.9 + 0.1 / 9), kRounding);
}

TEST(PredictedSpeedup, NeverReachesWhatTheSerialShareAllows) {
  const double with_many = predicted_speedup(0.01, kMany);
  EXPECT_LE(with_many, 100);
  EXPECT_NEAR(with_many, 100, 1e-4);
}

TEST(PredictedSpeedup, RefusesSharesThatAreNone) {
  EXPECT_THROW(predicted_speedup(-0.01, 4), std::invalid_argument);
  EXPECT_THROW(predicted_speedup(1.01, 4), std::invalid_argument);
  EXPECT_THROW(predicted_speedup(kInfinity, 4), std::invalid_argument);
  EXPECT_THROW(predicted_speedup(kNaN, 4), std::invalid_argument);
}

TEST(PredictedSpeedup, RefusesZeroWorkers) {
  EXPECT_THROW(predicted_speedup(0.5, 0), std::invalid_argument);
}

TEST(BreakEven, IsTheFirstNumberForWhichThreadsTakeLess) {
  // 11 items: 110 us, and 4 x 20 us + 3 x 10 us with threads. 12 items: 120 us and 110 us.
  EXPECT_EQ(break_even(10us, 20us, 4), 12U);
  // 4 items: 40 us both ways. 5 items: 50 us, and 2 x 10 us + 3 x 10 us. 6 items: 60 us and 50 us.
  EXPECT_EQ(break_even(10us, 10us, 2), 6U);
  // 2 items: 2 us, and 2 x 1 ns + 1 us.
  EXPECT_EQ(break_even(1us, 1ns, 2), 2U);
}

// As the contract says it, one number after the other.
std::size_t counted_break_even(std::uint64_t item, std::uint64_t start, std::uint64_t workers) {
  std::uint64_t n = 1;
  while (workers * start + (n + workers - 1) / workers * item >= n * item) {
    ++n;
  }
  return n;
}

TEST(BreakEven, IsTheSameAsByCounting) {
  for (const unsigned workers : {2U, 3U, 4U, 7U, 16U}) {
    for (const unsigned item : {1U, 2U, 3U, 10U, 60U, 1'000U}) {
      for (const unsigned start : {1U, 2U, 7U, 50U, 60U, 999U}) {
        ASSERT_EQ(break_even(nanoseconds(item), nanoseconds(start), workers),
                  counted_break_even(item, start, workers))
            << "break_even(" << item << " ns, " << start << " ns, " << workers << ")";
      }
    }
  }
}

TEST(BreakEven, IsTwoItemsIfThreadsAreFree) {
  for (const unsigned workers : {2U, 3U, 64U, kMany}) {
    EXPECT_EQ(break_even(1ns, 0ns, workers), 2U) << workers << " workers";
    EXPECT_EQ(break_even(1h, 0ns, workers), 2U) << workers << " workers";
  }
}

TEST(BreakEven, NeverComesWithOneWorker) {
  EXPECT_FALSE(break_even(10us, 20us, 1).has_value());
  EXPECT_FALSE(break_even(1h, 0ns, 1).has_value());
}

TEST(BreakEven, NeverComesIfItemsCostNothing) {
  EXPECT_FALSE(break_even(0ns, 20us, 4).has_value());
  EXPECT_FALSE(break_even(0ns, 0ns, 4).has_value());
}

TEST(BreakEven, IsExactForHugeNumbers) {
  constexpr std::uint64_t kHuge = std::numeric_limits<std::uint64_t>::max();
  // 12 days each for 1,000 starts: 10^18 + 1 items must lie outside of the longest share.
  EXPECT_EQ(break_even(1ns, nanoseconds(1'000'000'000'000'000), 1'000), 1'001'001'001'001'001'003U);
  // The longest starts that the contract allows, and twice as many items as nanoseconds.
  EXPECT_EQ(break_even(1ns, nanoseconds::max() / 2, 2), kHuge - 1);
  EXPECT_EQ(break_even(nanoseconds::max(), 1ns, 2), 2U);
  EXPECT_EQ(break_even(nanoseconds::max(), nanoseconds::max() / 4, 4), 2U);
}

TEST(BreakEven, RefusesNegativeCosts) {
  EXPECT_THROW(break_even(-1ns, 20us, 4), std::invalid_argument);
  EXPECT_THROW(break_even(10us, -1ns, 4), std::invalid_argument);
  EXPECT_THROW(break_even(-1ns, 20us, 1), std::invalid_argument);
  EXPECT_THROW(break_even(0ns, -1ns, 4), std::invalid_argument);
}

TEST(BreakEven, RefusesZeroWorkers) {
  EXPECT_THROW(break_even(10us, 20us, 0), std::invalid_argument);
  EXPECT_THROW(break_even(0ns, 0ns, 0), std::invalid_argument);
}

}  // namespace
}  // namespace course
