#include "cli/release_proof.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "report/example_reports.hpp"

namespace cli {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

std::vector<course::Exercise> exercises_of(const report::Report& report) {
  std::vector<course::Exercise> exercises;
  for (const report::ExerciseReport& graded : report.exercises) {
    exercises.push_back(graded.exercise);
  }
  return exercises;
}

TEST(ReleaseProofTest, UntouchedSkeletonsAreAsTheyShouldBe) {
  const report::Report report = report::examples::untouched();
  EXPECT_THAT(objection_to(report, exercises_of(report)), IsEmpty());
}

TEST(ReleaseProofTest, ASolvedExerciseIsNone) {
  report::Report report = report::examples::untouched();
  report.exercises.front() = report::examples::all_right().exercises.front();
  EXPECT_THAT(objection_to(report, exercises_of(report)),
              StartsWith("exercises/01-threads earns 100 points as it stands"));
}

TEST(ReleaseProofTest, AnExerciseThatIsNotGradedIsMissing) {
  report::Report report = report::examples::untouched();
  const std::vector<course::Exercise> exercises = exercises_of(report);
  report.exercises.pop_back();
  EXPECT_THAT(objection_to(report, exercises),
              StartsWith("exercises/05-cpu-or-io was not graded there"));
}

TEST(ReleaseProofTest, NoPointsForAnotherReasonIsNoProof) {
  judge::Finding finding =
      report::examples::finding(course::Part::tests, "03-locks/bank.cpp", judge::NotBuilt{});
  finding.headline = "bank.cpp does not compile";
  const report::Report report = report::examples::report_with({finding});
  EXPECT_THAT(objection_to(report, exercises_of(report)), HasSubstr("bank.cpp does not compile"));
}

judge::Finding not_written(const std::string& subject) {
  judge::Finding finding = report::examples::finding(course::Part::tests, subject, judge::Failed{});
  finding.headline = "transfer is not written yet";
  return finding;
}

// It has looked at what the skeleton throws.
TEST(ReleaseProofTest, ATestMayFailInItsOwnWords) {
  const report::Report report = report::examples::report_with(
      {not_written("Transfer.Pays"),
       report::examples::finding(course::Part::tests, "Transfer.Throws", judge::Failed{})});
  EXPECT_THAT(objection_to(report, exercises_of(report)), IsEmpty());
}

TEST(ReleaseProofTest, NoTestPasses) {
  const report::Report report = report::examples::report_with(
      {not_written("Transfer.Pays"),
       report::examples::finding(course::Part::tests, "Transfer.Throws", judge::Passed{})});
  EXPECT_THAT(objection_to(report, exercises_of(report)), HasSubstr("passes Transfer.Throws"));
}

TEST(ReleaseProofTest, AnExerciseWithoutFindingsIsNoProof) {
  const report::Report report = report::examples::report_with({});
  EXPECT_THAT(objection_to(report, exercises_of(report)), HasSubstr("no test"));
}

}  // namespace
}  // namespace cli
