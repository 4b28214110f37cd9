#include "report/wording.hpp"

#include <gtest/gtest.h>

#include <limits>

#include "report/example_reports.hpp"

namespace report {
namespace {

using course::Part;
using examples::bank_with;
using examples::finding;

TEST(PointsTest, WhatCouldNotBeMeasuredIsNotInTheCount) {
  EXPECT_EQ(points(85, 100, 0), "85 of 100");
  EXPECT_EQ(points(85, 100, 15), "85 of 85, 15 not measured");
  EXPECT_EQ(points(Report{}), "0 of 0");
}

TEST(EarnedAllTest, DoesNotMindWhatCouldNotBeMeasured) {
  score::Grade grade;
  grade.parts = {{.earned = 85, .possible = 100, .not_measured = 15}};
  EXPECT_TRUE(earned_all_that_was_measured(grade));
  grade.parts[0].earned = 84;
  EXPECT_FALSE(earned_all_that_was_measured(grade));
}

TEST(CountedTest, OneIsSingular) {
  EXPECT_EQ(counted(0, "race"), "0 races");
  EXPECT_EQ(counted(1, "race"), "1 race");
  EXPECT_EQ(counted(2, "race"), "2 races");
}

TEST(DurationTest, IsShort) {
  EXPECT_EQ(duration(0), "0.0 s");
  EXPECT_EQ(duration(12.44), "12.4 s");
  EXPECT_EQ(duration(59.97), "1 min 0 s");
  EXPECT_EQ(duration(3725), "62 min 5 s");
  EXPECT_EQ(duration(std::numeric_limits<double>::quiet_NaN()), "an unknown time");
  EXPECT_EQ(duration(-1), "an unknown time");
}

TEST(TestsInWordsTest, CountsTestsOnly) {
  EXPECT_EQ(tests_in_words(bank_with({finding(Part::tests, "A.b"),
                                      finding(Part::tests, "A.c", judge::Failed{}),
                                      finding(Part::races, "A.b")})),
            "1 of 2 tests passed");
  EXPECT_EQ(tests_in_words(bank_with({finding(Part::tests, "A.b")})), "1 of 1 test passed");
}

TEST(TestsInWordsTest, SaysWhyNoTestRan) {
  EXPECT_EQ(tests_in_words(bank_with({})), "no tests ran");
  EXPECT_EQ(tests_in_words(bank_with({finding(Part::tests, "bank.cpp", judge::NotSubmitted{})})),
            "not submitted");
  EXPECT_EQ(tests_in_words(bank_with({finding(Part::tests, "bank.cpp", judge::NotBuilt{})})),
            "not built");
}

TEST(RacesInWordsTest, NoneIsOnlySaidIfSomebodyLooked) {
  EXPECT_EQ(races_in_words(bank_with({finding(Part::tests, "A.b")})), "");
  EXPECT_EQ(races_in_words(bank_with({finding(Part::races, "A.b")})), "no races");
  EXPECT_EQ(races_in_words(bank_with({finding(Part::races, "A.b", judge::NotMeasured{})})),
            "races not measured");
}

TEST(RacesInWordsTest, CountsEachKindOfMistake) {
  std::vector<judge::Finding> findings;
  for (const judge::Verdict& verdict :
       {judge::Verdict(judge::Raced{}), judge::Verdict(judge::Raced{}),
        judge::Verdict(judge::Deadlocked{}), judge::Verdict(judge::Crashed{11})}) {
    findings.push_back(finding(Part::races, "A.b", verdict));
    findings.back().headline = std::to_string(findings.size());
  }
  EXPECT_EQ(races_in_words(bank_with(findings)), "2 races, 1 deadlock, 1 other failure");
}

TEST(ResultInWordsTest, NamesTheRowsThatAreNotRight) {
  EXPECT_EQ(result_in_words(bank_with({finding(Part::tests, "A.b"), finding(Part::races, "A.b"),
                                       finding(Part::speed, "fine"),
                                       finding(Part::speed, "total", judge::TooFast{})})),
            "1 of 1 test passed, no races, total too fast");
}

TEST(ResultInWordsTest, SaysNothingMoreOfWhatDidNotRun) {
  EXPECT_EQ(result_in_words(bank_with({finding(Part::tests, "bank.cpp", judge::NotBuilt{}),
                                       finding(Part::speed, "total", judge::Slow{})})),
            "not built");
}

TEST(PartsInWordsTest, SaysWhyRacesAndSpeedCountNothingYet) {
  EXPECT_EQ(parts_in_words(bank_with({finding(Part::tests, "Transfer.a", judge::Failed{})})),
            "tests 0 of 60, races 0 of 20, speed 0 of 20; races and speed will count once all "
            "tests pass");
}

TEST(PartsInWordsTest, APartThatWasNotMeasuredHasNoEmptyCount) {
  EXPECT_EQ(
      parts_in_words(bank_with({finding(Part::tests, "Transfer.a"), finding(Part::tests, "Total.a"),
                                finding(Part::races, "Total.a", judge::Raced{})})),
      "tests 60 of 60, races 0 of 20, speed not measured");
}

TEST(UntouchedTest, MeansThatNothingIsWrittenAnywhere) {
  EXPECT_TRUE(untouched(examples::untouched()));
  EXPECT_FALSE(untouched(examples::mixed()));
  EXPECT_FALSE(untouched(Report{}));
}

TEST(ReportTest, SumsUpItsExercises) {
  EXPECT_EQ(examples::all_right().earned(), 500);
  EXPECT_EQ(examples::mixed().possible(), 1000);
  EXPECT_EQ(examples::mixed().not_measured(), 15);
  EXPECT_EQ(Report{}.possible(), 0);
}

}  // namespace
}  // namespace report
