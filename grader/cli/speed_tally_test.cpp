#include "cli/speed_tally.hpp"

#include <gtest/gtest.h>

namespace cli {
namespace {

using std::chrono::milliseconds;

judge::Finding measured(const judge::Verdict& verdict, milliseconds took = milliseconds(100)) {
  judge::Finding finding;
  finding.verdict = verdict;
  finding.took = took;
  return finding;
}

judge::Finding gained(double gain, const judge::Verdict& verdict = judge::Passed{}) {
  judge::Finding finding = measured(verdict);
  finding.speed.emplace().gain = gain;
  return finding;
}

SpeedTally tally(std::string expected, std::initializer_list<judge::Verdict> verdicts) {
  SpeedTally result(std::move(expected));
  for (const judge::Verdict& verdict : verdicts) {
    result.add(measured(verdict));
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
  two.add(measured(judge::Passed{}, milliseconds(1000)));
  two.add(measured(judge::Passed{}, milliseconds(2000)));
  EXPECT_EQ(two.mean(), milliseconds(1500));
}

TEST(SpeedTallyTest, KnowsTheMedianGainOfWhatTheMachineCouldTell) {
  SpeedTally rows("passed");
  EXPECT_EQ(rows.gain(), std::nullopt);
  rows.add(gained(0.1, judge::NotMeasured{"busy"}));
  rows.add(measured(judge::Failed{}));
  EXPECT_EQ(rows.gain(), std::nullopt);
  for (const double gain : {0.99, 0.5, 0.97}) {
    rows.add(gained(gain));
  }
  EXPECT_EQ(rows.gain(), 0.97);
}

}  // namespace
}  // namespace cli
