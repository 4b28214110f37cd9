#include "score/grade.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <string>
#include <utility>

namespace score {
namespace {

using course::Part;
using judge::Finding;
using judge::Verdict;
using Findings = std::vector<Finding>;

// 25 + 30 for tests, 20 for races, 20 + 5 for speed.
course::Exercise bank() {
  course::Exercise exercise;
  exercise.id = "03-locks";
  exercise.points = {.tests = 55, .races = 20, .speed = 25};
  exercise.suites = {{"Transfer", 25}, {"Total", 30}};
  course::SpeedRow row{.name = "total", .full = 0.80, .none = 0.30, .points = 20};
  exercise.speed.push_back(row);
  row.name = "small";
  row.points = 5;
  exercise.speed.push_back(row);
  return exercise;
}

Finding finding(Part part, std::string subject, Verdict verdict = judge::Passed{}) {
  Finding result;
  result.part = part;
  result.subject = std::move(subject);
  result.verdict = std::move(verdict);
  return result;
}

Findings all_right() {
  return {finding(Part::tests, "Transfer.MovesMoney"),
          finding(Part::tests, "Transfer.IsWhole"),
          finding(Part::tests, "Total.IsASnapshot"),
          finding(Part::races, "Transfer.MovesMoney"),
          finding(Part::races, "Transfer.IsWhole"),
          finding(Part::races, "Total.IsASnapshot"),
          finding(Part::speed, "total"),
          finding(Part::speed, "small")};
}

// All right, but for what `subject` of `part` shows.
Findings all_right_but(Part part, const std::string& subject, Verdict verdict) {
  Findings findings = all_right();
  for (Finding& finding : findings) {
    if (finding.part == part && finding.subject == subject) {
      finding.verdict = verdict;
    }
  }
  return findings;
}

Findings slow_total(double gain) {
  Findings findings = all_right_but(Part::speed, "total", judge::Slow{});
  for (Finding& finding : findings) {
    if (finding.subject == "total") {
      finding.speed.emplace().gain = gain;
    }
  }
  return findings;
}

PartGrade part(const Grade& grade, Part which) {
  for (const PartGrade& part : grade.parts) {
    if (part.part == which) {
      return part;
    }
  }
  ADD_FAILURE() << "no such part";
  return {};
}

TEST(GradeTest, EverythingPassedEarnsEveryPoint) {
  const Grade result = grade(bank(), all_right());
  EXPECT_EQ(result.earned(), 100);
  EXPECT_EQ(result.possible(), 100);
  EXPECT_EQ(result.not_measured(), 0);
  EXPECT_TRUE(result.full());
  EXPECT_EQ(result.verdict, Verdict(judge::Passed{}));
}

TEST(GradeTest, OnlyPartsWithPointsAreListed) {
  course::Exercise exercise = bank();
  exercise.points.speed = 0;
  exercise.speed.clear();
  const Grade result = grade(exercise, all_right());
  ASSERT_EQ(result.parts.size(), 2U);
  EXPECT_EQ(result.parts[0].part, Part::tests);
  EXPECT_EQ(result.parts[1].part, Part::races);
}

TEST(GradeTest, ASuiteCountsWholeOrNotAtAll) {
  const Grade result =
      grade(bank(), all_right_but(Part::tests, "Transfer.IsWhole", judge::Failed{}));
  EXPECT_EQ(part(result, Part::tests).earned, 30);
}

TEST(GradeTest, ASuiteWithoutATestEarnsNothing) {
  Findings findings = all_right();
  std::erase_if(findings,
                [](const Finding& finding) { return finding.subject == "Total.IsASnapshot"; });
  const Grade result = grade(bank(), findings);
  EXPECT_EQ(part(result, Part::tests).earned, 25);
  EXPECT_EQ(part(result, Part::races).earned, 0);
  EXPECT_EQ(result.not_measured(), 0);
}

TEST(GradeTest, ASuiteIsNotTakenForAnotherThatBeginsAlike) {
  Findings findings = all_right();
  findings.push_back(finding(Part::tests, "TransferAtOnce.Works", judge::Failed{}));
  EXPECT_EQ(part(grade(bank(), findings), Part::tests).earned, 55);
}

TEST(GradeTest, RacesAndSpeedEarnNothingWhileATestFails) {
  Findings findings = all_right_but(Part::tests, "Transfer.IsWhole", judge::Failed{});
  findings.push_back(finding(Part::speed, "small", judge::Inconclusive{}));
  findings.push_back(finding(Part::races, "Total.IsASnapshot", judge::NotMeasured{"no room"}));
  const Grade result = grade(bank(), findings);
  EXPECT_EQ(result.earned(), 30);
  EXPECT_EQ(result.not_measured(), 0);
}

TEST(GradeTest, AFailingTestOutsideTheGradedSuitesHoldsBackRacesAndSpeedToo) {
  Findings findings = all_right();
  findings.push_back(finding(Part::tests, "Extra.Works", judge::Crashed{11}));
  EXPECT_EQ(grade(bank(), findings).earned(), 55);
}

TEST(GradeTest, WhatIsNotBuiltOrNotSubmittedLosesEverything) {
  for (const Verdict& verdict : {Verdict(judge::NotBuilt{}), Verdict(judge::Forbidden{"_exit"}),
                                 Verdict(judge::NotSubmitted{})}) {
    Findings findings = all_right();
    findings.push_back(finding(Part::tests, "bank.cpp", verdict));
    const Grade result = grade(bank(), findings);
    EXPECT_EQ(result.earned(), 0);
    EXPECT_EQ(result.not_measured(), 0);
    EXPECT_EQ(result.verdict, verdict);
  }
}

TEST(GradeTest, OneRaceCostsAllPointsForRacesAndNoOthers) {
  const Grade result =
      grade(bank(), all_right_but(Part::races, "Total.IsASnapshot", judge::Raced{}));
  EXPECT_EQ(part(result, Part::races).earned, 0);
  EXPECT_EQ(result.earned(), 80);
}

TEST(GradeTest, RacesThatTheMachineCouldNotLookForAreNeitherWonNorLost) {
  const Grade result = grade(
      bank(), all_right_but(Part::races, "Total.IsASnapshot", judge::NotMeasured{"no sanitizer"}));
  EXPECT_EQ(result.earned(), 80);
  EXPECT_EQ(result.possible(), 100);
  EXPECT_EQ(result.not_measured(), 20);
}

TEST(GradeTest, ARaceThatWasSeenCountsWhateverElseIsUnknown) {
  Findings findings = all_right_but(Part::races, "Total.IsASnapshot", judge::Inconclusive{});
  findings.push_back(finding(Part::races, "Transfer.IsWhole", judge::Raced{}));
  const Grade result = grade(bank(), findings);
  EXPECT_EQ(result.earned(), 80);
  EXPECT_EQ(result.not_measured(), 0);
}

TEST(GradeTest, APartThatNobodyLookedAtIsNotMeasured) {
  Findings findings = all_right();
  std::erase_if(findings, [](const Finding& finding) { return finding.part != Part::tests; });
  const Grade result = grade(bank(), findings);
  EXPECT_EQ(result.earned(), 55);
  EXPECT_EQ(result.not_measured(), 45);
}

TEST(GradeTest, ATestThatTheMachineCouldNotDecideIsNeitherWonNorLostNorWhatDependsOnIt) {
  const Grade result =
      grade(bank(), all_right_but(Part::tests, "Total.IsASnapshot", judge::Inconclusive{}));
  EXPECT_EQ(result.earned(), 25);
  EXPECT_EQ(result.not_measured(), 75);
}

TEST(GradeTest, ASlowRowEarnsInProportionRoundedDown) {
  const std::vector<std::pair<double, int>> points_by_gain{
      {0.55, 10}, {0.56, 10}, {0.574, 10}, {0.575, 11}, {0.31, 0}, {0.35, 2}, {0.799, 19}};
  for (const auto& [gain, points] : points_by_gain) {
    EXPECT_EQ(part(grade(bank(), slow_total(gain)), Part::speed).earned, points + 5) << gain;
  }
}

TEST(GradeTest, ASlowRowNeverEarnsAllOfItsPointsNorLessThanNone) {
  EXPECT_EQ(part(grade(bank(), slow_total(0.80)), Part::speed).earned, 19 + 5);
  EXPECT_EQ(part(grade(bank(), slow_total(7.0)), Part::speed).earned, 19 + 5);
  EXPECT_EQ(part(grade(bank(), slow_total(0.30)), Part::speed).earned, 5);
  EXPECT_EQ(part(grade(bank(), slow_total(-2.0)), Part::speed).earned, 5);
}

TEST(GradeTest, ASlowRowWithoutAUsableGainEarnsNothing) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const double infinity = std::numeric_limits<double>::infinity();
  EXPECT_EQ(part(grade(bank(), slow_total(nan)), Part::speed).earned, 5);
  EXPECT_EQ(part(grade(bank(), slow_total(infinity)), Part::speed).earned, 5);
  const Findings unmeasured = all_right_but(Part::speed, "total", judge::Slow{});
  EXPECT_EQ(part(grade(bank(), unmeasured), Part::speed).earned, 5);
}

TEST(GradeTest, ThresholdsThatCoincideDoNotDivideByZero) {
  course::Exercise exercise = bank();
  exercise.speed[0].none = exercise.speed[0].full;
  EXPECT_EQ(part(grade(exercise, slow_total(0.9)), Part::speed).earned, 5);
}

TEST(GradeTest, WhatIsFasterThanACeilingAllowsEarnsNothingOfTheRow) {
  course::Exercise exercise = bank();
  exercise.speed[0].bound = course::Bound::ceiling;
  exercise.speed[0].full = 0.15;
  exercise.speed[0].none = 0.40;
  EXPECT_EQ(part(grade(exercise, all_right()), Part::speed).earned, 20 + 5);
  const Findings faster = all_right_but(Part::speed, "total", judge::TooFast{});
  EXPECT_EQ(part(grade(exercise, faster), Part::speed).earned, 5);
}

TEST(GradeTest, ARowThatIsTooFastOrWrongEarnsNothing) {
  for (const Verdict& verdict :
       {Verdict(judge::TooFast{}), Verdict(judge::Failed{}), Verdict(judge::Crashed{6})}) {
    const Grade result = grade(bank(), all_right_but(Part::speed, "total", verdict));
    EXPECT_EQ(part(result, Part::speed).earned, 5);
    EXPECT_EQ(result.not_measured(), 0);
  }
}

TEST(GradeTest, ARowThatCouldNotBeDecidedIsNeitherWonNorLost) {
  const Grade result =
      grade(bank(), all_right_but(Part::speed, "total", judge::NotMeasured{"one CPU"}));
  EXPECT_EQ(result.earned(), 80);
  EXPECT_EQ(result.not_measured(), 20);
  EXPECT_EQ(result.verdict, Verdict(judge::NotMeasured{"one CPU"}));
}

TEST(GradeTest, TheWorstOfARowsFindingsCounts) {
  Findings findings = all_right();
  findings.push_back(finding(Part::speed, "total", judge::TooFast{}));
  findings.push_back(finding(Part::speed, "total", judge::Inconclusive{}));
  EXPECT_EQ(grade(bank(), findings).earned(), 80);
}

TEST(GradeTest, TheVerdictOfTheWholeIsTheMostImportantFindings) {
  const std::vector<Verdict> most_important_first{
      judge::NotSubmitted{},     judge::Forbidden{},   judge::NotBuilt{},    judge::Crashed{11},
      judge::Deadlocked{},       judge::TimedOut{},    judge::ExitedEarly{}, judge::Failed{},
      judge::Leaked{"1 thread"}, judge::Raced{},       judge::Slow{},        judge::TooFast{},
      judge::Inconclusive{},     judge::NotMeasured{}, judge::Passed{}};
  ASSERT_EQ(most_important_first.size(), std::variant_size_v<Verdict>);
  for (std::size_t i = 0; i < most_important_first.size(); ++i) {
    for (std::size_t j = i; j < most_important_first.size(); ++j) {
      const Findings both{finding(Part::races, "A.b", most_important_first[j]),
                          finding(Part::races, "A.c", most_important_first[i])};
      EXPECT_EQ(grade(bank(), both).verdict, most_important_first[i]);
    }
  }
}

TEST(GradeTest, OfTwoEquallyImportantFindingsTheFirstCounts) {
  const Findings crashes{finding(Part::tests, "Transfer.A", judge::Crashed{11}),
                         finding(Part::tests, "Transfer.B", judge::Crashed{6})};
  EXPECT_EQ(grade(bank(), crashes).verdict, Verdict(judge::Crashed{11}));
}

TEST(GradeTest, WithoutFindingsNothingIsEarnedAndNothingPassed) {
  const Grade result = grade(bank(), {});
  EXPECT_EQ(result.earned(), 0);
  EXPECT_FALSE(result.full());
  EXPECT_FALSE(judge::passed(result.verdict));
}

TEST(GradeTest, AnExerciseWithoutPointsForTestsIsGradedByTheRest) {
  course::Exercise exercise;
  exercise.points.races = 100;
  EXPECT_EQ(grade(exercise, {finding(Part::races, "main")}).earned(), 100);
}

TEST(GradeTest, ADocumentCountsWhateverTheTestsShow) {
  course::Exercise exercise = bank();
  exercise.points.report = 7;
  Findings findings = all_right_but(Part::tests, "Total.IsASnapshot", judge::Failed{});
  findings.push_back(finding(Part::report, "03-locks/REPORT.md"));
  const Grade grade = score::grade(exercise, findings);
  EXPECT_EQ(grade.parts.back().part, Part::report);
  EXPECT_EQ(grade.parts.back().earned, 7);
  EXPECT_EQ(grade.earned(), 25 + 7);
}

TEST(GradeTest, ADocumentThatLacksSomethingEarnsNothingAndCostsNothingElse) {
  course::Exercise exercise = bank();
  exercise.points.report = 7;
  Findings findings = all_right();
  findings.push_back(finding(Part::report, "03-locks/REPORT.md", judge::Failed{}));
  const Grade grade = score::grade(exercise, findings);
  EXPECT_EQ(grade.earned(), 100);
  EXPECT_EQ(grade.possible(), 107);
}

TEST(GradeTest, HiddenSuitesAreAGradeOfTheirOwnOnTopOfTheOthers) {
  course::Exercise exercise = bank();
  exercise.suites.push_back(
      {.name = "Load", .points = 20, .visibility = course::Visibility::hidden, .laid = true});
  Findings findings = all_right();
  findings.push_back(finding(Part::tests, "Load.OfMany"));
  const Grade right = grade(exercise, findings);
  EXPECT_EQ(right.earned(), 120);
  EXPECT_EQ(right.possible(), 120);
  ASSERT_EQ(right.parts.size(), 4U);
  EXPECT_EQ(name(right.parts[0]), "tests");
  EXPECT_EQ(right.parts[0].possible, 55);
  EXPECT_EQ(name(right.parts[1]), "hidden tests");
  EXPECT_EQ(right.parts[1].earned, 20);
}

TEST(GradeTest, AFailingHiddenTestCostsRacesAndSpeedAsAnyOtherDoes) {
  course::Exercise exercise = bank();
  exercise.suites.push_back(
      {.name = "Load", .points = 20, .visibility = course::Visibility::hidden, .laid = true});
  Findings findings = all_right();
  findings.push_back(finding(Part::tests, "Load.OfMany", judge::Failed{}));
  EXPECT_EQ(grade(exercise, findings).earned(), 55);
  EXPECT_EQ(grade(exercise, all_right()).earned(), 55) << "a suite that did not run is not passed";
}

}  // namespace
}  // namespace score
