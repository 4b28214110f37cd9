#include "cli/expectation.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "course/manifest.hpp"
#include "sandbox/temporary_folder.hpp"

namespace cli {
namespace {

using course::Part;
using testing::HasSubstr;

Expectation read(const std::string& text) {
  const sandbox::TemporaryFolder folder;
  std::ofstream(folder.path() / "bank.cpp") << text;
  return read_expectation(folder.path());
}

TEST(ReadExpectationTest, ReadsVerdictSubjectAndParts) {
  const Expectation expected = read("// expect: failed Transfer\n// passes: races speed\ncode\n");
  EXPECT_EQ(expected.verdict, "failed");
  EXPECT_EQ(expected.subject, "Transfer");
  EXPECT_TRUE(expected.passes_part(Part::races));
  EXPECT_TRUE(expected.passes_part(Part::speed));
  EXPECT_FALSE(expected.passes_part(Part::tests));
}

TEST(ReadExpectationTest, NeedsNeitherSubjectNorParts) {
  const Expectation expected = read("// expect: raced\nint x;\n");
  EXPECT_EQ(expected.subject, "");
  EXPECT_TRUE(expected.passes.empty());
}

TEST(ReadExpectationTest, KnowsWhatIsTooFastAndWhatIsForbidden) {
  EXPECT_EQ(read("// expect: too_fast total\n").verdict, "too_fast");
  EXPECT_EQ(read("// expect: forbidden sleep_for\n").verdict, "forbidden");
}

TEST(ReadExpectationTest, OfADocumentStandsInAComment) {
  const sandbox::TemporaryFolder folder;
  std::ofstream(folder.path() / "REPORT.md")
      << "<!-- // expect: failed 19-pipeline/REPORT.md -->\n# Report\n";
  const Expectation expected = read_expectation(folder.path());
  EXPECT_EQ(expected.verdict, "failed");
  EXPECT_EQ(expected.subject, "19-pipeline/REPORT.md");
}

TEST(ReadExpectationTest, RefusesWhatItDoesNotKnow) {
  EXPECT_THROW(read("int x;\n"), course::CourseError);
  EXPECT_THROW(read("// expect: wonderful\n"), course::CourseError);
  EXPECT_THROW(read("// expect: raced\n// passes: everything\n"), course::CourseError);
}

TEST(ReadExpectationTest, SaysWhereAndWhatItDoesNotKnow) {
  const sandbox::TemporaryFolder folder;
  const std::string file = (folder.path() / "bank.cpp").string();
  const auto error_of = [&](const std::string& text) -> std::string {
    std::ofstream(file) << text;
    try {
      read_expectation(folder.path());
      return "no error";
    } catch (const course::CourseError& error) {
      return error.what();
    }
  };
  EXPECT_THAT(error_of("// expect: wonderful\n"),
              HasSubstr(file + ":1: cannot expect 'wonderful'; known are "));
  EXPECT_EQ(error_of("// expect: raced\n// passes: tests luck\n"),
            file + ":2: no part 'luck'; use tests, races, schedules, speed");
  EXPECT_THAT(error_of("// expect: raced\n// passes: tests\n// schedules: odd\n"),
              HasSubstr(file + ":3: cannot expect 'odd'"));
  EXPECT_EQ(error_of("int x;\n"),
            folder.path().string() + ":1: no file here begins with '// expect: VERDICT SUBJECT'");
}

TEST(ReadExpectationTest, ReadsTheFileThatHasOneAndNoFolder) {
  const sandbox::TemporaryFolder folder;
  std::filesystem::create_directory(folder.path() / "a");
  std::ofstream(folder.path() / "b.hpp") << "#pragma once\n";
  std::ofstream(folder.path() / "c.cpp") << "// expect: leaked\n";
  EXPECT_EQ(read_expectation(folder.path()).verdict, "leaked");
}

report::ExerciseReport report_with(judge::Verdict verdict, Part part, const std::string& subject,
                                   int earned) {
  report::ExerciseReport report;
  judge::Finding finding;
  finding.verdict = std::move(verdict);
  finding.part = part;
  finding.subject = subject;
  report.findings.push_back(finding);
  for (const Part each : course::kParts) {
    report.grade.parts.push_back(
        {.part = each, .earned = each == part ? earned : 20, .possible = 20, .not_measured = 0});
  }
  return report;
}

TEST(ReadExpectationTest, ReadsWhatSchedulesMustFindInEitherLine) {
  using testing::ElementsAre;
  EXPECT_THAT(read("// expect: raced\n// schedules: raced failed\n").schedules,
              ElementsAre("raced", "failed"));
  const Expectation third = read("// expect: raced\n// passes: tests\n// schedules: raced\n");
  EXPECT_THAT(third.schedules, ElementsAre("raced"));
  EXPECT_TRUE(third.passes_part(Part::tests));
}

TEST(DisagreementTest, SchedulesMustFindOneOfTheirVerdicts) {
  const Expectation expected{
      .verdict = "deadlocked", .subject = "", .passes = {}, .schedules = {"deadlocked", "failed"}};
  EXPECT_EQ(disagreement(expected, report_with(judge::Deadlocked{}, Part::schedules, "A.B", 0)),
            "");
  EXPECT_THAT(disagreement(expected, report_with(judge::Deadlocked{}, Part::tests, "A.B", 0)),
              HasSubstr("schedules should find deadlocked or failed"));
}

TEST(DisagreementTest, IsNoneIfTheVerdictIsThereAndPointsAreLost) {
  const Expectation expected{.verdict = "raced", .subject = "", .passes = {Part::tests}};
  EXPECT_EQ(disagreement(expected, report_with(judge::Raced{}, Part::races, "A.B", 0)), "");
}

TEST(DisagreementTest, AcceptsASuiteForEachOfItsTests) {
  const Expectation suite{.verdict = "failed", .subject = "Transfer", .passes = {}};
  const auto in = [](const std::string& subject) {
    return report_with(judge::Failed{}, Part::tests, subject, 0);
  };
  EXPECT_EQ(disagreement(suite, in("Transfer.Works")), "");
  EXPECT_NE(disagreement(suite, in("TransferAll.Works")), "");
}

TEST(DisagreementTest, SaysWhatWasFoundInstead) {
  const Expectation expected{.verdict = "raced", .subject = "", .passes = {}};
  EXPECT_THAT(disagreement(expected, report_with(judge::Failed{}, Part::tests, "A.B", 0)),
              HasSubstr("failed A.B"));
}

TEST(DisagreementTest, AFindingThatCostsNothingIsNotEnough) {
  const Expectation expected{.verdict = "raced", .subject = "", .passes = {}};
  EXPECT_THAT(disagreement(expected, report_with(judge::Raced{}, Part::races, "A.B", 20)),
              HasSubstr("lost no points"));
}

TEST(DisagreementTest, APartThatMustPassMustNotLoseAnything) {
  const Expectation expected{.verdict = "failed", .subject = "", .passes = {Part::tests}};
  EXPECT_THAT(disagreement(expected, report_with(judge::Failed{}, Part::tests, "A.B", 0)),
              HasSubstr("tests should earn all"));
}

TEST(DisagreementTest, ASolutionMustPassHiddenTestsAMistakeNeedNot) {
  report::ExerciseReport got = report_with(judge::Raced{}, Part::races, "A.B", 0);
  got.grade.parts.push_back({.part = Part::tests, .earned = 60, .possible = 60});
  got.grade.parts.push_back(
      {.part = Part::tests, .earned = 0, .possible = 20, .visibility = course::Visibility::hidden});
  const Expectation solution{.verdict = "passed", .subject = "", .passes = {Part::tests}};
  EXPECT_THAT(disagreement(solution, got), HasSubstr("tests should earn all"));
  const Expectation mistake{.verdict = "raced", .subject = "", .passes = {Part::tests}};
  EXPECT_EQ(disagreement(mistake, got), "");
}

TEST(DisagreementTest, ASlowProgramMayGoUnmeasuredButNeverPass) {
  const Expectation expected{.verdict = "slow", .subject = "row", .passes = {}};
  EXPECT_EQ(disagreement(expected, report_with(judge::NotMeasured{"busy"}, Part::speed, "row", 0)),
            "");
  EXPECT_NE(disagreement(expected, report_with(judge::Passed{}, Part::speed, "row", 20)), "");
  const Expectation ceiling{.verdict = "too_fast", .subject = "row", .passes = {}};
  EXPECT_EQ(disagreement(ceiling, report_with(judge::NotMeasured{"busy"}, Part::speed, "row", 0)),
            "");
  EXPECT_NE(disagreement(ceiling, report_with(judge::Passed{}, Part::speed, "row", 20)), "");
}

}  // namespace
}  // namespace cli
