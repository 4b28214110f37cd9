#include "judge/statistics.hpp"

#include <gtest/gtest.h>

#include <numeric>

namespace judge {
namespace {

std::vector<Round> rounds_of(std::size_t count, Round round) { return {count, round}; }

TEST(QuantileTest, OfAHalfIsTheMedian) {
  EXPECT_DOUBLE_EQ(quantile({7}, 0.5), 7);
  EXPECT_DOUBLE_EQ(quantile({9, 1, 5}, 0.5), 5);
  EXPECT_DOUBLE_EQ(quantile({4, 1, 3, 2}, 0.5), 2.5);
  EXPECT_DOUBLE_EQ(quantile({1, 2, 3, 4, 1e9}, 0.5), 3);
}

// R: quantile(c(3, 1, 4, 1, 5, 9, 2, 6, 5, 3), c(0, .1, .25, .75, 1))
TEST(QuantileTest, AgreesWithR) {
  const std::vector<double> values{3, 1, 4, 1, 5, 9, 2, 6, 5, 3};
  EXPECT_DOUBLE_EQ(quantile(values, 0), 1);
  EXPECT_DOUBLE_EQ(quantile(values, 0.1), 1);
  EXPECT_DOUBLE_EQ(quantile(values, 0.25), 2.25);
  EXPECT_DOUBLE_EQ(quantile(values, 0.75), 5);
  EXPECT_DOUBLE_EQ(quantile(values, 1), 9);
}

TEST(RatiosTest, SerialCodeGainsNothingAndThePossibleGainsOne) {
  // Two copies at once take as long as one: two CPUs really work.
  const Round serial{.serial = 0.1, .attainable = 0.1, .yours = 0.1, .yours_cpu = 0.1};
  EXPECT_DOUBLE_EQ(ratios(rounds_of(5, serial), 2).gain, 0);
  const Round perfect{.serial = 0.1, .attainable = 0.1, .yours = 0.05, .yours_cpu = 0.1};
  const Ratios all = ratios(rounds_of(5, perfect), 2);
  EXPECT_DOUBLE_EQ(all.speedup, 2);
  EXPECT_DOUBLE_EQ(all.attainable, 2);
  EXPECT_DOUBLE_EQ(all.gain, 1);
}

TEST(RatiosTest, ASplitOf70To30GainsThreeSevenths) {
  const Round uneven{.serial = 1, .attainable = 1, .yours = 0.7, .yours_cpu = 1};
  EXPECT_NEAR(ratios(rounds_of(3, uneven), 2).gain, 3.0 / 7.0, 1e-12);
}

// Two rounds of eleven were not.
TEST(RatiosTest, DisturbedRoundsChangeNothing) {
  std::vector<Round> rounds(2, {.serial = 0.1, .attainable = 0.1, .yours = 0.05, .yours_cpu = 0.1});
  for (int i = 2; i < 11; ++i) {
    rounds.push_back({.serial = 0.1 * i, .attainable = 0.2 * i, .yours = 0.3, .yours_cpu = 0.1});
  }
  const Ratios all = ratios(rounds, 2);
  EXPECT_DOUBLE_EQ(all.speedup, 2);
  EXPECT_DOUBLE_EQ(all.attainable, 2);
}

TEST(RatiosTest, GainIsZeroWhereTheMachineAllowsNothing) {
  const Round busy{.serial = 1, .attainable = 2, .yours = 0.5, .yours_cpu = 1};
  EXPECT_DOUBLE_EQ(ratios(rounds_of(3, busy), 2).gain, 0);
}

double mean_serial(const std::vector<Round>& rounds) {
  return std::accumulate(rounds.begin(), rounds.end(), 0.0,
                         [](double sum, const Round& round) { return sum + round.serial; }) /
         static_cast<double>(rounds.size());
}

// The mean of n values has the standard error s/sqrt(n): for 1..100 that is
// 28.866/10, and 95 % of a normal distribution lie within 1.96 of it.
TEST(BootstrapTest, AgreesWithTheNormalIntervalOfAMean) {
  std::vector<Round> rounds;
  for (int i = 1; i <= 100; ++i) {
    rounds.push_back(
        {.serial = static_cast<double>(i), .attainable = 1, .yours = 1, .yours_cpu = 1});
  }
  const Interval interval = bootstrap(rounds, mean_serial, 4000, 1);
  EXPECT_NEAR(interval.low, 50.5 - 1.96 * 2.8866, 0.5);
  EXPECT_NEAR(interval.high, 50.5 + 1.96 * 2.8866, 0.5);
}

TEST(BootstrapTest, IsAPointWhereAllRoundsAreEqual) {
  const Interval interval =
      bootstrap(rounds_of(6, {.serial = 3, .attainable = 1, .yours = 1, .yours_cpu = 1}),
                mean_serial, 100, 1);
  EXPECT_DOUBLE_EQ(interval.low, 3);
  EXPECT_DOUBLE_EQ(interval.high, 3);
}

// Two of two: their mean is 1 and 2 with probability 1/4 each, 3/2 with 1/2.
TEST(BootstrapTest, ReachesTheEndsWhereTheyAreLikely) {
  const std::vector<Round> two{{.serial = 1, .attainable = 1, .yours = 1, .yours_cpu = 1},
                               {.serial = 2, .attainable = 1, .yours = 1, .yours_cpu = 1}};
  const Interval interval = bootstrap(two, mean_serial, 1000, 3);
  EXPECT_DOUBLE_EQ(interval.low, 1);
  EXPECT_DOUBLE_EQ(interval.high, 2);
}

// Of 1000 values that come from 0, 1, 2, ... the middle 95 % are 24 to 974:
// floor(0.025 * 999) and floor(0.975 * 999).
TEST(BootstrapTest, TakesTheMiddle95PerCent) {
  double count = 0;
  const Interval interval =
      bootstrap(rounds_of(2, {}), [&](const std::vector<Round>&) { return count++; }, 1000, 1);
  EXPECT_DOUBLE_EQ(interval.low, 24);
  EXPECT_DOUBLE_EQ(interval.high, 974);
}

TEST(BootstrapTest, OneRoundIsAPoint) {
  const Interval interval =
      bootstrap(rounds_of(1, {.serial = 3, .attainable = 1, .yours = 1, .yours_cpu = 1}),
                mean_serial, 100, 1);
  EXPECT_DOUBLE_EQ(interval.low, 3);
  EXPECT_DOUBLE_EQ(interval.high, 3);
}

TEST(BootstrapTest, GivesTheSameIntervalForTheSameSeed) {
  const std::vector<Round> rounds{{.serial = 1, .attainable = 1, .yours = 1, .yours_cpu = 1},
                                  {.serial = 2, .attainable = 1, .yours = 1, .yours_cpu = 1},
                                  {.serial = 9, .attainable = 1, .yours = 1, .yours_cpu = 1}};
  const Interval one = bootstrap(rounds, mean_serial, 200, 7);
  const Interval two = bootstrap(rounds, mean_serial, 200, 7);
  EXPECT_EQ(one.low, two.low);
  EXPECT_EQ(one.high, two.high);
}

}  // namespace
}  // namespace judge
