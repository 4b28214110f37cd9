#include "report/issues.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "report/example_reports.hpp"

namespace report {
namespace {

using course::Part;
using examples::finding;
using judge::Finding;
using testing::ElementsAre;
using Findings = std::vector<Finding>;

Finding race(const std::string& test, int one_line, int other_line) {
  Finding result = finding(Part::races, test, judge::Raced{});
  result.places = {{"03-locks/bank.cpp", one_line, "writes", ""},
                   {"03-locks/bank.cpp", other_line, "reads", ""}};
  return result;
}

Finding to_do(const std::string& test, int line) {
  Finding result = finding(Part::tests, test, judge::Failed{});
  result.headline = "transfer is not written yet";
  result.places = {{"03-locks/bank_test.cpp", line, "", ""}};
  return result;
}

std::vector<std::string> first_subjects(const Findings& findings) {
  std::vector<std::string> subjects;
  for (const Issue& issue : issues(findings)) {
    subjects.push_back(issue.subjects.front());
  }
  return subjects;
}

TEST(IssuesTest, WhatPassedIsNoIssue) {
  EXPECT_TRUE(issues({}).empty());
  EXPECT_TRUE(issues({finding(Part::tests, "A.b"), finding(Part::speed, "row")}).empty());
}

TEST(IssuesTest, TheSameRaceInSeveralTestsIsOneIssue) {
  const Findings findings{race("A.a", 12, 16), race("A.b", 12, 16), race("A.a", 12, 16)};
  const std::vector<Issue> found = issues(findings);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].finding, &findings[0]);
  EXPECT_THAT(found[0].subjects, ElementsAre("A.a", "A.b"));
}

TEST(IssuesTest, ItIsTheSameRaceWhicheverThreadCameFirst) {
  const Findings findings{race("A.a", 12, 16), race("A.b", 16, 12)};
  EXPECT_EQ(issues(findings).size(), 1U);
}

TEST(IssuesTest, OfEquallyBadOnesThatWithAScheduleComesFirst) {
  Findings findings{race("A.a", 1, 2), race("A.b", 3, 4),
                    finding(Part::tests, "A.c", judge::Crashed{11})};
  findings[1].exploration = judge::Exploration{
      .schedules = 7, .seed = "random-7", .steps = {{1, "writes", {}}}, .drawing = {}};
  EXPECT_THAT(first_subjects(findings), ElementsAre("A.c", "A.b", "A.a"));
}

TEST(IssuesTest, OneWithAScheduleTellsMost) {
  Findings findings{race("A.a", 12, 16), race("A.b", 12, 16), race("A.c", 12, 16)};
  findings[1].exploration = judge::Exploration{
      .schedules = 7, .seed = "random-7", .steps = {{1, "writes", {}}}, .drawing = {}};
  const std::vector<Issue> found = issues(findings);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].finding, &findings[1]);
  EXPECT_THAT(found[0].subjects, ElementsAre("A.a", "A.b", "A.c"));
}

TEST(IssuesTest, AnotherLineOrAnotherKindIsAnotherIssue) {
  Findings findings{race("A.a", 12, 16), race("A.b", 12, 17), race("A.c", 12, 16)};
  findings[2].verdict = judge::Deadlocked{};
  EXPECT_EQ(issues(findings).size(), 3U);
}

TEST(IssuesTest, WithoutPlacesTheHeadlineTells) {
  Findings findings{finding(Part::tests, "A.a", judge::Failed{}),
                    finding(Part::tests, "A.b", judge::Failed{}),
                    finding(Part::tests, "A.c", judge::Failed{})};
  findings[0].headline = findings[1].headline = "too few threads";
  findings[2].headline = "too many threads";
  const std::vector<Issue> found = issues(findings);
  ASSERT_EQ(found.size(), 2U);
  EXPECT_THAT(found[0].subjects, ElementsAre("A.a", "A.b"));
}

TEST(IssuesTest, SpeedRowsAndFilesEachStandForThemselves) {
  EXPECT_EQ(issues({finding(Part::speed, "small", judge::Slow{}),
                    finding(Part::speed, "large", judge::Slow{})})
                .size(),
            2U);
  EXPECT_EQ(issues({finding(Part::tests, "a.cpp", judge::NotSubmitted{}),
                    finding(Part::tests, "b.cpp", judge::NotSubmitted{})})
                .size(),
            2U);
}

TEST(IssuesTest, MistakesComeFirstThenWorkToDoThenWhatIsUnknown) {
  EXPECT_THAT(first_subjects({finding(Part::speed, "unknown", judge::NotMeasured{}),
                              to_do("A.to_do", 1), finding(Part::speed, "slow", judge::Slow{}),
                              finding(Part::tests, "A.failed", judge::Failed{}),
                              finding(Part::tests, "A.crashed", judge::Crashed{11})}),
              ElementsAre("A.crashed", "A.failed", "slow", "A.to_do", "unknown"));
}

TEST(IssuesTest, EquallyBadOnesKeepTheirOrder) {
  Findings findings;
  for (const char* test : {"A.c", "A.a", "A.b"}) {
    findings.push_back(finding(Part::tests, test, judge::Failed{}));
    findings.back().headline = test;
  }
  EXPECT_THAT(first_subjects(findings), ElementsAre("A.c", "A.a", "A.b"));
}

TEST(IssuesTest, TheFirstIssueIsTheOneThatGivesTheGradeItsVerdict) {
  const std::vector<judge::Verdict> verdicts{
      judge::NotMeasured{}, judge::Inconclusive{}, judge::TooFast{}, judge::Slow{},
      judge::Raced{},       judge::Leaked{},       judge::Failed{},  judge::ExitedEarly{},
      judge::TimedOut{},    judge::Deadlocked{},   judge::Crashed{}, judge::NotBuilt{},
      judge::Forbidden{},   judge::NotSubmitted{}};
  ASSERT_EQ(verdicts.size() + 1, std::variant_size_v<judge::Verdict>);
  for (const judge::Verdict& one : verdicts) {
    for (const judge::Verdict& other : verdicts) {
      const Findings findings{finding(Part::tests, "a", one), finding(Part::tests, "b", other)};
      EXPECT_EQ(issues(findings).front().finding->verdict, score::grade({}, findings).verdict);
    }
  }
}

TEST(NotWrittenYetTest, IsAFailureInTheSkeletonsWords) {
  EXPECT_TRUE(judge::is_not_written_yet(to_do("A.a", 1)));
  Finding by_evidence = finding(Part::tests, "A.a", judge::Failed{});
  by_evidence.headline = "another exception came";
  by_evidence.evidence = "Actual: it throws \"transfer is not written yet\".";
  EXPECT_TRUE(judge::is_not_written_yet(by_evidence));
  Finding crash = to_do("A.a", 1);
  crash.verdict = judge::Crashed{6};
  EXPECT_FALSE(judge::is_not_written_yet(crash));
  EXPECT_FALSE(judge::is_not_written_yet(finding(Part::tests, "A.a", judge::Failed{})));
}

TEST(NotWrittenYetTest, AnExerciseIsNotWrittenOnlyIfNoTestSaysAnythingElse) {
  EXPECT_TRUE(not_written_yet(examples::bank_with({to_do("A.a", 1), to_do("A.b", 2)})));
  EXPECT_FALSE(
      not_written_yet(examples::bank_with({to_do("A.a", 1), finding(Part::tests, "A.b")})));
  EXPECT_FALSE(not_written_yet(examples::bank_with({})));
}

TEST(NotWrittenYetTest, WhatIsNotWrittenIsOneIssueWhereverTheTestsStand) {
  EXPECT_EQ(issues({to_do("A.a", 1), to_do("A.b", 2)}).size(), 1U);
}

}  // namespace
}  // namespace report
