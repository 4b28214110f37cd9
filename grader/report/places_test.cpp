#include "report/places.hpp"

#include <gtest/gtest.h>

#include "report/example_reports.hpp"

namespace report {
namespace {

using course::Part;
using examples::finding;
using examples::report_with;
using judge::Finding;
using judge::Place;

Place place(std::string file, int line, std::string note = "", std::string source = "") {
  return {std::move(file), line, std::move(note), std::move(source)};
}

Finding failed_at(std::vector<Place> places) {
  Finding result = finding(Part::tests, "Transfer.a", judge::Failed{});
  result.places = std::move(places);
  return result;
}

std::string path(const Place& where, const std::string& submission) {
  Report report = report_with({});
  report.submission = submission;
  return path_of(where, report, report.exercises[0].exercise);
}

TEST(PathOfTest, AStudentsFileIsInTheSubmission) {
  EXPECT_EQ(path(place("03-locks/bank.cpp", 31), "exercises"), "exercises/03-locks/bank.cpp:31");
  EXPECT_EQ(path(place("03-locks/bank.cpp", 31), "alice.zip"), "alice.zip/03-locks/bank.cpp:31");
  EXPECT_EQ(path(place("03-locks/bank.cpp", 31), "/tmp/bob//"), "/tmp/bob/03-locks/bank.cpp:31");
}

TEST(PathOfTest, TheCoursesFilesAreInTheCourse) {
  EXPECT_EQ(path(place("03-locks/bank_test.cpp", 4), "alice.zip"),
            "exercises/03-locks/bank_test.cpp:4");
  EXPECT_EQ(path(place("04-events/bank.cpp", 4), "alice.zip"), "exercises/04-events/bank.cpp:4");
}

TEST(PathOfTest, AFileAsAWholeHasNoLine) {
  EXPECT_EQ(path(place("03-locks/bank.cpp", 0), "exercises"), "exercises/03-locks/bank.cpp");
}

TEST(PathOfTest, IsPrintableAndOfBoundedLength) {
  EXPECT_EQ(path(place("a\x1b[31m\nb", 1), "exercises"), "exercises/a b:1");
  EXPECT_LT(path(place(std::string(100'000, 'x'), 1), "exercises").size(), 300U);
}

TEST(PlacesOfTest, TheStudentsComeFirst) {
  const Report report = report_with({});
  const std::vector<Place> places =
      places_of(failed_at({place("03-locks/bank_test.cpp", 4), place("03-locks/bank.cpp", 9),
                           place("03-locks/bank.cpp", 8)}),
                report.exercises[0].exercise);
  ASSERT_EQ(places.size(), 3U);
  EXPECT_EQ(places[0].line, 9);
  EXPECT_EQ(places[1].line, 8);
  EXPECT_EQ(places[2].line, 4);
}

TEST(PlacesOfTest, ANoteThatRepeatsTheHeadlineIsLeftOut) {
  Finding finding = failed_at({place("03-locks/bank.cpp", 9, "expected ;")});
  finding.headline = "expected ;";
  EXPECT_EQ(places_of(finding, report_with({}).exercises[0].exercise).at(0).note, "");
}

TEST(PlacesOfTest, AFindingAboutAFileIsAtThatFile) {
  const course::Exercise exercise = report_with({}).exercises[0].exercise;
  const Finding missing = finding(Part::tests, "03-locks/bank.cpp", judge::NotSubmitted{});
  EXPECT_EQ(places_of(missing, exercise).at(0).file, "03-locks/bank.cpp");
  EXPECT_TRUE(places_of(failed_at({}), exercise).empty());
}

TEST(PlaceInLinesTest, HoldsNoEmptyLines) {
  const Report report = report_with({});
  const course::Exercise& exercise = report.exercises[0].exercise;
  EXPECT_EQ(place_in_lines(place("03-locks/bank.cpp", 9, "writes", "  x += 1;"), report, exercise),
            Lines({"exercises/03-locks/bank.cpp:9  writes", "    x += 1;"}));
  EXPECT_EQ(place_in_lines(place("03-locks/bank.cpp", 9), report, exercise),
            Lines({"exercises/03-locks/bank.cpp:9"}));
}

TEST(NextStepTest, IsTheStudentsLineOfTheWorstMistake) {
  const Report report =
      report_with({finding(Part::tests, "Transfer.b", judge::Failed{}),
                   failed_at({place("03-locks/bank_test.cpp", 4), place("03-locks/bank.cpp", 9)})});
  Report crashed = report;
  crashed.exercises[0].findings[1].verdict = judge::Crashed{11};
  EXPECT_EQ(next_step(crashed), "exercises/03-locks/bank.cpp:9, then run grader/grade run 03");
}

TEST(NextStepTest, WithoutSuchALineIsTheStudentsFile) {
  EXPECT_EQ(next_step(report_with({failed_at({place("03-locks/bank_test.cpp", 4)})})),
            "exercises/03-locks/bank.cpp, then run grader/grade run 03");
}

TEST(NextStepTest, SkipsWhatNeedsNothing) {
  Report report = examples::all_right();
  EXPECT_EQ(next_step(report), "");
  report.exercises.push_back(examples::untouched().exercises[1]);
  EXPECT_EQ(next_step(report),
            "exercises/02-races: read README.md, edit counter.cpp and histogram.cpp, then run "
            "grader/grade run 02");
}

TEST(NextStepTest, SkipsWhatOnlyTheMachineCouldNotTell) {
  Report report;
  report.exercises.push_back(examples::mixed().exercises[5]);
  ASSERT_EQ(report.not_measured(), 15);
  EXPECT_EQ(next_step(report), "");
}

TEST(NextStepTest, ADocumentThatLacksSomethingIsNamed) {
  judge::Finding lacking =
      examples::finding(course::Part::report, "03-locks/REPORT.md", judge::Failed{});
  lacking.headline = "REPORT.md has no heading '## Design'";
  Report report = report_with({lacking});
  report.exercises.front().exercise.submit.emplace_back("REPORT.md");
  report.exercises.front().exercise.points.report = 10;
  report.exercises.front().grade =
      score::grade(report.exercises.front().exercise, report.exercises.front().findings);
  EXPECT_EQ(next_step(report), "exercises/03-locks/REPORT.md, then run grader/grade run 03");
}

TEST(NextStepTest, OfNothingIsNothing) { EXPECT_EQ(next_step(Report{}), ""); }

}  // namespace
}  // namespace report
