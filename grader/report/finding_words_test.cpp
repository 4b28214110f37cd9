#include "report/finding_words.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

#include "report/example_reports.hpp"

namespace report {
namespace {

using course::Part;
using examples::finding;
using judge::Finding;
using testing::HasSubstr;
using testing::Not;

Finding row(judge::Verdict verdict, double gain, judge::Interval interval) {
  Finding result = finding(Part::speed, "total", std::move(verdict));
  result.speed = judge::SpeedMeasure{.full = 0.80,
                                     .none = 0.30,
                                     .speedup = 2.966,
                                     .attainable = 2.99,
                                     .attainable_interval = {},
                                     .gain = gain,
                                     .gain_interval = interval,
                                     .rounds = {}};
  return result;
}

Finding failed_with(std::string headline, judge::Verdict verdict = judge::Failed{}) {
  Finding result = finding(Part::tests, "A.b", std::move(verdict));
  result.headline = std::move(headline);
  return result;
}

TEST(SpeedInNumbersTest, NamesSpeedUpAttainableGainAndInterval) {
  EXPECT_EQ(speed_in_numbers(row(judge::Passed{}, 0.9899, {0.98, 1.0})),
            "total 2.97x of 2.99x attainable (99 % of the gain, 95 % CI 98-100)");
}

TEST(SpeedInNumbersTest, AGainBelowAThresholdNeverLooksAsIfItReachedIt) {
  EXPECT_THAT(speed_in_numbers(row(judge::Slow{}, 0.7999, {0.75, 0.79})), HasSubstr("(79 % of"));
  EXPECT_THAT(speed_in_numbers(row(judge::Slow{}, 0.29, {0.2, 0.3})), HasSubstr("(29 % of"));
}

TEST(SpeedInNumbersTest, AnIntervalBelowZeroIsWrittenInWords) {
  EXPECT_THAT(speed_in_numbers(row(judge::Slow{}, -0.01, {-0.05, 0.03})),
              HasSubstr("(-1 % of the gain, 95 % CI -5 to 3)"));
}

TEST(SpeedInNumbersTest, WhatIsNoNumberIsAQuestionMark) {
  Finding odd = row(judge::Inconclusive{}, std::numeric_limits<double>::quiet_NaN(),
                    {-std::numeric_limits<double>::infinity(), 0.5});
  odd.speed->speedup = std::numeric_limits<double>::infinity();
  EXPECT_EQ(speed_in_numbers(odd),
            "total ? of 2.99x attainable (? % of the gain, 95 % CI ? to 50)");
}

TEST(SpeedInNumbersTest, WhereNothingCouldBeMeasuredNoShareOfItIsShown) {
  Finding busy = row(judge::NotMeasured{"busy"}, -11, {-19, 1.7});
  EXPECT_THAT(speed_in_numbers(busy), Not(HasSubstr("of the gain")));
  EXPECT_THAT(explained(busy), Not(HasSubstr("Points begin")));
}

TEST(ExplainedTest, ASlowRowIsToldItsThresholds) {
  EXPECT_THAT(explained(row(judge::Slow{}, 0.5, {})),
              HasSubstr("Points begin above 30 % and are complete from 80 %."));
}

TEST(ExplainedTest, OnlyAWaitingRowThatComputesIsToldSo) {
  Finding polling = row(judge::Slow{}, 0.9, {});
  polling.speed->cpu_share = 0.42;
  EXPECT_THAT(explained(polling), Not(HasSubstr("computed")));
  polling.speed->bound = course::Bound::io;
  EXPECT_THAT(explained(polling), HasSubstr("It computed for 42 % of the time"));
  polling.speed->cpu_share = 0.05;
  EXPECT_THAT(explained(polling), Not(HasSubstr("computed")));
}

TEST(ExplainedTest, WhatIsUnknownCostsNothingAndSaysWhoElseWasBusy) {
  Finding noisy = row(judge::Inconclusive{}, 0.7, {});
  noisy.speed->foreign_load = 1.34;
  EXPECT_THAT(explained(noisy), HasSubstr("Other programs kept 1.3 CPUs busy meanwhile."));
  EXPECT_THAT(explained(noisy), HasSubstr("This gives no points and costs none."));
  noisy.verdict = judge::NotMeasured{"other programs kept 1.3 CPUs busy"};
  EXPECT_THAT(explained(noisy), Not(HasSubstr("Other programs")));
  EXPECT_EQ(explained(finding(Part::races, "A.b", judge::NotMeasured{"no sanitizer"})),
            "This gives no points and costs none.");
}

TEST(ExplainedTest, TooFastIsForTheInstructor) {
  EXPECT_EQ(explained(row(judge::TooFast{}, 3, {})),
            "This is shown to the instructor and earns no points.");
}

TEST(ExplainedTest, WhoPassedACeilingIsToldWhereItIs) {
  Finding above = row(judge::TooFast{}, 0.401, {});
  above.speed->bound = course::Bound::ceiling;
  above.speed->full = 0.15;
  above.speed->none = 0.40;
  EXPECT_THAT(explained(above), HasSubstr("All points up to 15 %, none above 40 %."));
  EXPECT_THAT(explained(above), Not(HasSubstr("instructor")));
  EXPECT_THAT(speed_in_numbers(above), HasSubstr("(41 % of the gain"));
}

TEST(ExplainedTest, AFloorIsASpeedUp) {
  Finding below = row(judge::Slow{}, 0.8999, {0.85, 0.95});
  below.speed->bound = course::Bound::floor;
  below.speed->full = 0.90;
  below.speed->none = 0.50;
  EXPECT_THAT(explained(below), HasSubstr("Points begin above 0.50x and are complete from 0.90x."));
  EXPECT_THAT(speed_in_numbers(below),
              HasSubstr("0.89x of the serial program's speed (95 % CI 0.85-0.95)"));
}

TEST(ExplainedTest, AnOrdinaryMistakeNeedsNoExplanation) {
  EXPECT_EQ(explained(failed_with("x")), "");
}

TEST(WhatHappenedTest, NamesTheKindFirst) {
  EXPECT_EQ(what_happened(failed_with("too few")), "failed: too few");
  EXPECT_EQ(what_happened(failed_with("", judge::TimedOut{})), "timed out");
  EXPECT_EQ(what_happened(failed_with("in pop()", judge::Crashed{11})),
            "crashed (SIGSEGV): in pop()");
}

TEST(WhatHappenedTest, SaysNothingTwice) {
  EXPECT_EQ(what_happened(failed_with("ended by SIGSEGV", judge::Crashed{11})),
            "crashed: ended by SIGSEGV");
  EXPECT_EQ(what_happened(failed_with("not measured: one CPU", judge::NotMeasured{"one CPU"})),
            "not measured: one CPU");
}

TEST(WhatHappenedTest, WhatIsNotWrittenYetIsWorkToDo) {
  EXPECT_EQ(what_happened(failed_with("pop is not written yet")), "to do: pop is not written yet");
}

TEST(WhatHappenedTest, IsOnePrintableLineOfBoundedLength) {
  EXPECT_EQ(what_happened(failed_with("a\n\x1b[31mb")), "failed: a b");
  EXPECT_LT(what_happened(failed_with(std::string(100'000, 'x'))).size(), 400U);
  EXPECT_LT(what_happened(failed_with("x", judge::Leaked{std::string(100'000, 'x')})).size(), 400U);
}

TEST(SeenInTest, CountsTheOtherTests) {
  const Finding test = failed_with("x");
  EXPECT_EQ(seen_in({&test, {"A.b"}}), "A.b");
  EXPECT_EQ(seen_in({&test, {"A.b", "A.c"}}), "A.b and in 1 more test");
  EXPECT_EQ(seen_in({&test, std::vector<std::string>(10, "A.b")}), "A.b and in 9 more tests");
}

TEST(SeenInTest, RowsAreCalledSoAndFilesSayItThemselves) {
  const Finding slow = finding(Part::speed, "total", judge::Slow{});
  const Finding file = finding(Part::tests, "03-locks/bank.cpp", judge::NotBuilt{});
  EXPECT_EQ(seen_in({&slow, {"total"}}), "speed row total");
  EXPECT_EQ(seen_in({&file, {"03-locks/bank.cpp"}}), "");
}

}  // namespace
}  // namespace report
