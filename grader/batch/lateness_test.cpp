#include "batch/lateness.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace batch {
namespace {

using std::chrono::days;
using std::chrono::seconds;
using namespace std::chrono_literals;

constexpr Moment kDue = std::chrono::sys_days(2026y / 5 / 1);

// "EXERCISE: DAYS late, FREE free, PERCENT %" of each, in their order.
std::vector<std::string> told(const LateRules& rules, std::vector<HandedIn> hand_ins) {
  std::vector<std::string> all;
  for (const Lateness& late : lateness(rules, std::move(hand_ins))) {
    all.push_back(late.hand_in.exercise + ": " + std::to_string(late.days) + " late, " +
                  std::to_string(late.free_days) + " free, " +
                  (late.percent ? std::to_string(*late.percent) : "?") + " %");
  }
  return all;
}

using Told = std::vector<std::string>;

TEST(LatenessTest, ADayBeginsASecondAfterItIsDue) {
  EXPECT_EQ(days_late(kDue, kDue - days(3)), 0);
  EXPECT_EQ(days_late(kDue, kDue), 0);
  EXPECT_EQ(days_late(kDue, kDue + seconds(1)), 1);
  EXPECT_EQ(days_late(kDue, kDue + days(1)), 1);
  EXPECT_EQ(days_late(kDue, kDue + days(1) + seconds(1)), 2);
  EXPECT_EQ(days_late(kDue, kDue + days(5)), 5);
}

TEST(LatenessTest, PointsAreRoundedAndHalfOfOneIsTheStudents) {
  EXPECT_EQ(points_after(85, 0), 85);
  EXPECT_EQ(points_after(85, 10), 77);  // 76.5
  EXPECT_EQ(points_after(84, 10), 76);  // 75.6
  EXPECT_EQ(points_after(83, 10), 75);  // 74.7
  EXPECT_EQ(points_after(82, 20), 66);  // 65.6
  EXPECT_EQ(points_after(81, 20), 65);  // 64.8
  EXPECT_EQ(points_after(87, 20), 70);  // 69.6
  EXPECT_EQ(points_after(88, 20), 70);  // 70.4
  EXPECT_EQ(points_after(1, 50), 1);
  EXPECT_EQ(points_after(100, 100), 0);
  EXPECT_EQ(points_after(0, 30), 0);
}

TEST(LatenessTest, EachFurtherDayCosts) {
  const LateRules rules{.free_days = 2, .percent_per_day = 10};
  EXPECT_EQ(told(rules, {{"03", kDue, kDue}}), (Told{"03: 0 late, 0 free, 0 %"}));
  EXPECT_EQ(told(rules, {{"03", kDue, kDue + days(2)}}), (Told{"03: 2 late, 2 free, 0 %"}));
  EXPECT_EQ(told(rules, {{"03", kDue, kDue + days(5)}}), (Told{"03: 5 late, 2 free, 30 %"}));
}

TEST(LatenessTest, MoreThanAllIsNeverTaken) {
  const LateRules rules{.free_days = 0, .percent_per_day = 40};
  EXPECT_EQ(told(rules, {{"03", kDue, kDue + days(3)}}), (Told{"03: 3 late, 0 free, 100 %"}));
  EXPECT_EQ(told(rules, {{"03", kDue, kDue + days(365'000)}}),
            (Told{"03: 365000 late, 0 free, 100 %"}));
}

TEST(LatenessTest, FreeDaysGoToWhatWasDueFirst) {
  const LateRules rules{.free_days = 3, .percent_per_day = 10};
  EXPECT_EQ(
      told(rules, {{"01", kDue + days(14), kDue + days(16)},
                   {"03", kDue + days(7), kDue + days(7)},
                   {"02", kDue, kDue + days(2)}}),
      (Told{"02: 2 late, 2 free, 0 %", "03: 0 late, 0 free, 0 %", "01: 2 late, 1 free, 10 %"}));
  // Due at the same time: by name.
  EXPECT_EQ(told(rules, {{"02", kDue, kDue + days(2)}, {"01", kDue, kDue + days(2)}}),
            (Told{"01: 2 late, 2 free, 0 %", "02: 2 late, 1 free, 10 %"}));
}

TEST(LatenessTest, NothingCountsAfterTheLastDayAndNoFreeDayIsSpentOnIt) {
  const LateRules rules{.free_days = 3, .percent_per_day = 10, .zero_after_days = 2};
  EXPECT_EQ(told(rules, {{"01", kDue, kDue + days(2) + seconds(1)},
                         {"02", kDue + days(7), kDue + days(9)}}),
            (Told{"01: 3 late, 0 free, 100 %", "02: 2 late, 2 free, 0 %"}));
  const LateRules never{.free_days = 3, .percent_per_day = 10, .zero_after_days = 0};
  EXPECT_EQ(told(never, {{"01", kDue, kDue + seconds(1)}}), (Told{"01: 1 late, 0 free, 100 %"}));
}

TEST(LatenessTest, WithoutATimeNobodyKnowsHowManyFreeDaysAreLeft) {
  const std::vector<HandedIn> some{{"01", kDue, kDue + days(1)},
                                   {"02", kDue + days(1), std::nullopt},
                                   {"03", kDue + days(2), kDue + days(2)},
                                   {"04", kDue + days(3), kDue + days(4)}};
  EXPECT_EQ(told({.free_days = 3, .percent_per_day = 10}, some),
            (Told{"01: 1 late, 1 free, 0 %", "02: 0 late, 0 free, ? %", "03: 0 late, 0 free, 0 %",
                  "04: 1 late, 0 free, ? %"}));
  EXPECT_EQ(told({.free_days = 0, .percent_per_day = 10}, some).back(), "04: 1 late, 0 free, 10 %");
}

}  // namespace
}  // namespace batch
