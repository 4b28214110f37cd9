#include "judge/speed.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace judge {
namespace {

using testing::HasSubstr;

const course::SpeedRow kCpu{.name = "row",
                            .bound = course::Bound::cpu,
                            .workers = 2,
                            .full = 0.8,
                            .none = 0.3,
                            .points = 20};
const course::SpeedRow kIo{.name = "row",
                           .bound = course::Bound::io,
                           .workers = 4,
                           .full = 0.8,
                           .none = 0.3,
                           .points = 20};
const course::SpeedRow kCeiling{.name = "row",
                                .bound = course::Bound::ceiling,
                                .workers = 2,
                                .full = 0.15,
                                .none = 0.4,
                                .points = 20};
const course::SpeedRow kFloor{.name = "row",
                              .bound = course::Bound::floor,
                              .workers = 2,
                              .full = 0.9,
                              .none = 0.5,
                              .points = 20};

// Rounds that differ a little, as real ones do.
std::vector<Round> rounds_of(Round round, double noise = 0.01) {
  std::vector<Round> rounds;
  for (int i = 0; i < 9; ++i) {
    const double wobble = 1 + noise * ((i * 7 % 9) - 4) / 4;
    rounds.push_back(
        {round.serial, round.attainable, round.yours * wobble, round.yours_cpu, round.foreign});
  }
  return rounds;
}

Finding judge_rounds(const course::SpeedRow& row, Round round, double noise = 0.01,
                     double foreign_load = 0) {
  const double work = row.bound == course::Bound::io ? 1 : 2;
  round.foreign = foreign_load;
  return judge_measure(row, measure(row, row.workers, work, rounds_of(round, noise)));
}

TEST(JudgeMeasureTest, APerfectSplitOnAQuietMachinePasses) {
  EXPECT_TRUE(passed(judge_rounds(kCpu, {0.1, 0.1, 0.05, 0.1}).verdict));
}

TEST(JudgeMeasureTest, SerialCodeIsSlow) {
  const Finding finding = judge_rounds(kCpu, {0.1, 0.1, 0.1, 0.1});
  EXPECT_EQ(finding.verdict, Verdict(Slow{}));
  ASSERT_TRUE(finding.speed);
  EXPECT_NEAR(finding.speed->gain, 0, 0.02);
}

TEST(JudgeMeasureTest, AnUnevenSplitIsSlow) {
  const Finding finding = judge_rounds(kCpu, {0.1, 0.1, 0.07, 0.1});
  EXPECT_EQ(finding.verdict, Verdict(Slow{}));
  EXPECT_THAT(finding.headline, HasSubstr("only 1.4"));
}

// A lock for every byte is slow on every machine that is not busy.
TEST(JudgeMeasureTest, MuchMoreWorkThanTheSerialProgramIsSlowOnAWeakMachineToo) {
  const Finding finding = judge_rounds(kCpu, {0.1, 0.2, 5, 6});
  EXPECT_EQ(finding.verdict, Verdict(Slow{}));
  EXPECT_THAT(finding.headline, HasSubstr("50 times as long"));
}

TEST(JudgeMeasureTest, OnABusyMachineNobodyIsSlow) {
  EXPECT_TRUE(undecided(judge_rounds(kCpu, {0.1, 0.2, 5, 6}, 0.01, 2.0).verdict));
  EXPECT_TRUE(undecided(judge_rounds(kCpu, {0.1, 0.2, 5, 6}, 0.01, 0.2).verdict));
  EXPECT_TRUE(undecided(judge_rounds(kIo, {0.24, 0.06, 0.061, 0.05}, 0.01, 2.0).verdict));
}

TEST(JudgeMeasureTest, WhoIsAsSlowAsWhatTheMachineAllowsIsNotHopeless) {
  EXPECT_TRUE(undecided(judge_rounds(kCpu, {0.1, 0.3, 0.5, 0.4}).verdict));
}

TEST(JudgeMeasureTest, WhoOnlyWaitsLongMayBeTheMachinesVictim) {
  EXPECT_TRUE(undecided(judge_rounds(kCpu, {0.1, 0.2, 5, 0.1}, 0.01, 2.0).verdict));
}

TEST(JudgeMeasureTest, RoundsThatStraddleTheThresholdAreInconclusive) {
  EXPECT_EQ(judge_rounds(kCpu, {0.1, 0.1, 0.07, 0.1}, 0.3).verdict, Verdict(Inconclusive{}));
}

// Beside two busy loops everything looks alike, precisely.
TEST(JudgeMeasureTest, AMachineThatAllowsNoSpeedUpJudgesNobody) {
  EXPECT_TRUE(undecided(judge_rounds(kCpu, {0.1, 0.2, 0.1, 0.1}, 0.001).verdict));
  EXPECT_TRUE(undecided(judge_rounds(kCpu, {0.1, 0.2, 0.05, 0.1}, 0.001).verdict));
}

TEST(JudgeMeasureTest, OtherProgramsOnTheMachineLeaveACpuRowUnmeasured) {
  const Finding finding = judge_rounds(kCpu, {0.1, 0.1, 0.1, 0.1}, 0.01, 0.9);
  EXPECT_TRUE(undecided(finding.verdict));
  EXPECT_THAT(finding.headline, HasSubstr("0.9 CPUs busy"));
}

TEST(JudgeMeasureTest, FasterThanTheMachineAllowsIsForAHumanToLookAt) {
  EXPECT_EQ(judge_rounds(kCpu, {0.1, 0.1, 0.01, 0.1}).verdict, Verdict(TooFast{}));
}

TEST(JudgeMeasureTest, WaitsThatOverlapPass) {
  EXPECT_TRUE(passed(judge_rounds(kIo, {0.24, 0.06, 0.061, 0.001}).verdict));
}

// Who polls and yields leaves the CPU to others, and looks like who sleeps.
TEST(JudgeMeasureTest, WhoSleepsIsNotToldFromWhoYieldsOnABusyMachine) {
  const Finding finding = judge_rounds(kIo, {0.24, 0.06, 0.062, 0.001}, 0.01, 2.0);
  EXPECT_TRUE(std::holds_alternative<NotMeasured>(finding.verdict));
}

TEST(JudgeMeasureTest, LateWaitsOnABusyMachineAreNobodysFault) {
  EXPECT_TRUE(undecided(judge_rounds(kIo, {0.24, 0.06, 0.12, 0.001}, 0.01, 2.0).verdict));
}

// Where even the ideal schedule takes as long as the serial one, late proves nothing.
TEST(JudgeMeasureTest, AMachineThatLetsNoWaitsOverlapJudgesNobody) {
  EXPECT_TRUE(undecided(judge_rounds(kIo, {0.24, 0.23, 0.24, 0.001}).verdict));
  EXPECT_TRUE(undecided(judge_rounds(kIo, {0.24, 0.26, 0.24, 0.001}).verdict));
}

TEST(JudgeMeasureTest, WhoComputesWhileWaitingPolls) {
  const Finding finding = judge_rounds(kIo, {0.24, 0.06, 0.061, 0.05});
  EXPECT_EQ(finding.verdict, Verdict(Slow{}));
  EXPECT_THAT(finding.headline, HasSubstr("computes while it waits"));
}

TEST(MeasureTest, TheForeignLoadOfTheWholeIsThatOfTheMedianRound) {
  std::vector<Round> rounds = rounds_of({0.1, 0.1, 0.05, 0.1});
  rounds[1].foreign = 2;
  rounds[3].foreign = 2;
  EXPECT_EQ(measure(kCpu, 2, 2, rounds).foreign_load, 0);
  for (Round& round : rounds) {
    round.foreign = 0.2;
  }
  rounds[4].foreign = 9;
  EXPECT_DOUBLE_EQ(measure(kCpu, 2, 2, rounds).foreign_load, 0.2);
}

TEST(HopelessTest, OfAnIoRowIsWhoComputesMostOfTheTimeInEveryRound) {
  std::vector<Round> rounds = rounds_of({0.24, 0.06, 0.061, 0.05});
  ASSERT_EQ(rounds.size(), 9U);
  EXPECT_TRUE(hopeless(kIo, rounds));
  rounds[3].yours_cpu = 0.02;
  EXPECT_FALSE(hopeless(kIo, rounds));
  EXPECT_FALSE(hopeless(kIo, std::vector<Round>(4, rounds[0])));
}

TEST(HardlyQuietTest, MeansMoreThanThreeRoundsOfFour) {
  std::vector<Round> rounds = rounds_of({0.1, 0.1, 0.05, 0.1, 0.6});
  ASSERT_EQ(rounds.size(), 9U);
  EXPECT_TRUE(hardly_quiet(rounds));
  rounds[5].foreign = rounds[0].foreign = 0.4;
  EXPECT_TRUE(hardly_quiet(rounds)) << "7 of 9";
  rounds[8].foreign = 0;
  EXPECT_FALSE(hardly_quiet(rounds)) << "6 of 9";
  EXPECT_FALSE(hardly_quiet({}));
}

TEST(PlainlyWeakTest, MeansThatNoRoundAllowedEnough) {
  const auto is_weak = [](const course::SpeedRow& row, double attainable) {
    return plainly_weak(row, measure(row, 2, 2, rounds_of({0.1, attainable, 0.1, 0.1})));
  };
  EXPECT_TRUE(is_weak(kCpu, 0.15)) << "a speed-up of 1.33";
  EXPECT_FALSE(is_weak(kCpu, 0.14)) << "a speed-up of 1.43";
  EXPECT_TRUE(is_weak(kCeiling, 0.15));
  EXPECT_FALSE(is_weak(kFloor, 0.2)) << "asks for none";
}

TEST(PlainlyWeakTest, MayNotBeChance) {
  std::vector<Round> rounds = rounds_of({0.1, 0.16, 0.1, 0.1});
  rounds[2].attainable = rounds[6].attainable = 0.1;
  const SpeedMeasure measured = measure(kCpu, 2, 2, rounds);
  EXPECT_LT(measured.attainable_interval.low, 1.4);
  EXPECT_FALSE(plainly_weak(kCpu, measured));
}

TEST(CeilingTest, SerialCodeAndWhatIsSlowerPass) {
  EXPECT_TRUE(passed(judge_rounds(kCeiling, {0.1, 0.1, 0.1, 0.1}).verdict));
  EXPECT_TRUE(passed(judge_rounds(kCeiling, {0.1, 0.1, 0.9, 0.9}).verdict));
}

TEST(CeilingTest, ASpeedUpIsFasterThanItMayBe) {
  const Finding finding = judge_rounds(kCeiling, {0.1, 0.1, 0.055, 0.1});
  EXPECT_EQ(finding.verdict, Verdict(TooFast{}));
  EXPECT_THAT(finding.headline, HasSubstr("faster than it may be: 1.8"));
  EXPECT_THAT(finding.headline, testing::Not(HasSubstr("human")));
}

TEST(CeilingTest, EvenAnImplausibleSpeedUpIsToldAboutTheCeiling) {
  const Finding finding = judge_rounds(kCeiling, {0.1, 0.1, 0.01, 0.1});
  EXPECT_EQ(finding.verdict, Verdict(TooFast{}));
  EXPECT_THAT(finding.headline, HasSubstr("faster than it may be"));
}

// Gains between 0.15 and 0.4, and intervals that reach over one of them.
TEST(CeilingTest, BetweenTheThresholdsNobodyCanTell) {
  EXPECT_EQ(judge_rounds(kCeiling, {0.1, 0.1, 0.08, 0.1}).verdict, Verdict(Inconclusive{}));
  EXPECT_EQ(judge_rounds(kCeiling, {0.1, 0.1, 0.09, 0.1}, 0.2).verdict, Verdict(Inconclusive{}));
}

TEST(CeilingTest, NeedsAMachineThatWouldAllowASpeedUp) {
  EXPECT_TRUE(undecided(judge_rounds(kCeiling, {0.1, 0.2, 0.1, 0.1}).verdict));
  EXPECT_TRUE(undecided(judge_rounds(kCeiling, {0.1, 0.1, 0.1, 0.1}, 0.01, 0.9).verdict));
  EXPECT_TRUE(undecided(judge_rounds(kCeiling, {0.1, 0.1, 0.055, 0.1}, 0.01, 0.2).verdict));
}

TEST(FloorTest, SerialCodeAndWhatIsFasterPass) {
  EXPECT_TRUE(passed(judge_rounds(kFloor, {0.1, 0.1, 0.1, 0.1}).verdict));
  EXPECT_TRUE(passed(judge_rounds(kFloor, {0.1, 0.1, 0.105, 0.1}).verdict));
  EXPECT_TRUE(passed(judge_rounds(kFloor, {0.1, 0.1, 0.055, 0.1}).verdict));
}

TEST(FloorTest, MeasuresTheSpeedUpItself) {
  const Finding finding = judge_rounds(kFloor, {0.1, 0.1, 0.2, 0.2});
  EXPECT_EQ(finding.verdict, Verdict(Slow{}));
  EXPECT_THAT(finding.headline, HasSubstr("slower than the serial program"));
  ASSERT_TRUE(finding.speed);
  EXPECT_NEAR(finding.speed->gain, 0.5, 0.01);
  EXPECT_NEAR(finding.speed->gain_interval.low, 0.5, 0.02);
}

TEST(FloorTest, NeedsNoMachineThatWouldAllowASpeedUp) {
  EXPECT_TRUE(passed(judge_rounds(kFloor, {0.1, 0.2, 0.1, 0.1}).verdict));
  EXPECT_EQ(judge_rounds(kFloor, {0.1, 0.2, 0.2, 0.2}).verdict, Verdict(Slow{}));
}

TEST(FloorTest, OnABusyMachineNobodyIsSlow) {
  EXPECT_TRUE(undecided(judge_rounds(kFloor, {0.1, 0.2, 0.2, 0.2}, 0.01, 0.2).verdict));
  EXPECT_TRUE(undecided(judge_rounds(kFloor, {0.1, 0.2, 5, 6}, 0.01, 2.0).verdict));
}

TEST(FloorTest, AcrossTheThresholdNobodyCanTell) {
  EXPECT_EQ(judge_rounds(kFloor, {0.1, 0.1, 0.145, 0.1}, 0.3).verdict, Verdict(Inconclusive{}));
}

TEST(FloorTest, MoreThanTheMachineAllowsIsForAHumanToLookAt) {
  EXPECT_EQ(judge_rounds(kFloor, {0.1, 0.1, 0.01, 0.1}).verdict, Verdict(TooFast{}));
  EXPECT_EQ(judge_rounds(kFloor, {0.1, 0.2, 0.05, 0.1}).verdict, Verdict(TooFast{}));
}

}  // namespace
}  // namespace judge
