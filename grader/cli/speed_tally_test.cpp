#include "cli/speed_tally.hpp"

#include <gtest/gtest.h>

namespace cli {
namespace {

using std::chrono::milliseconds;

SpeedTally tally(std::string expected, std::initializer_list<judge::Verdict> verdicts) {
  SpeedTally result(std::move(expected));
  for (const judge::Verdict& verdict : verdicts) {
    result.add(verdict, milliseconds(100));
  }
  return result;
}

TEST(SpeedTallyTest, IsGoodIfEveryMeasurementSaysWhatIsExpected) {
  EXPECT_TRUE(tally("passed", {judge::Passed{}, judge::Passed{}}).good());
  EXPECT_TRUE(tally("slow", {judge::Slow{}, judge::Slow{}}).good());
  EXPECT_TRUE(tally("leaked", {judge::Leaked{"1 thread"}, judge::Leaked{"2 threads"}}).good());
}

TEST(SpeedTallyTest, AFlipIsNot) {
  EXPECT_FALSE(tally("passed", {judge::Passed{}, judge::Slow{}}).good());
  EXPECT_FALSE(tally("slow", {judge::Slow{}, judge::Passed{}}).good());
  EXPECT_FALSE(tally("passed", {judge::TooFast{}, judge::Passed{}}).good());
  EXPECT_FALSE(tally("slow", {judge::Slow{}, judge::Failed{}}).good());
}

TEST(SpeedTallyTest, TheSameWrongVerdictEveryTimeIsNotEither) {
  EXPECT_FALSE(tally("passed", {judge::Slow{}, judge::Slow{}}).good());
}

TEST(SpeedTallyTest, WhatTheMachineCouldNotTellContradictsNothing) {
  const SpeedTally unsure =
      tally("passed", {judge::Passed{}, judge::Inconclusive{}, judge::NotMeasured{"busy"}});
  EXPECT_TRUE(unsure.good());
}

TEST(SpeedTallyTest, CountsInColumnsUnderItsHeading) {
  const SpeedTally mixed =
      tally("passed", {judge::Passed{}, judge::Passed{}, judge::Slow{}, judge::Inconclusive{},
                       judge::NotMeasured{"a"}, judge::NotMeasured{"b"}, judge::Leaked{"1 thread"},
                       judge::Crashed{11}});
  EXPECT_EQ(SpeedTally::heading(), "passed   slow inconclusive not measured  other");
  EXPECT_EQ(mixed.columns(), "     2      1            1            2      2");
  EXPECT_EQ(mixed.others(), "1 crashed, 1 leaked");
  EXPECT_EQ(tally("slow", {judge::Slow{}}).others(), "");
}

TEST(SpeedTallyTest, KnowsWhatAMeasurementCosts) {
  SpeedTally two("passed");
  EXPECT_EQ(two.mean(), milliseconds(0));
  two.add(judge::Passed{}, milliseconds(1000));
  two.add(judge::Passed{}, milliseconds(2000));
  EXPECT_EQ(two.mean(), milliseconds(1500));
}

}  // namespace
}  // namespace cli
