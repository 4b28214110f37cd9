#include "batch/gradebook.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "report/example_reports.hpp"

namespace batch {
namespace {

using judge::Failed;
using judge::NotSubmitted;
using judge::TooFast;
using report::examples::finding;
using report::examples::report_with;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

ClassList list_of(std::vector<Entry> entries) {
  ClassList list;
  for (const report::ExerciseReport& exercise : entries.front().report.exercises) {
    list.exercises.push_back(exercise.exercise.id);
  }
  list.entries = std::move(entries);
  return list;
}

TEST(GradebookTest, HasALineForEachSubmissionBelowTheNamesOfItsColumns) {
  const std::string text =
      gradebook(list_of({{"alice", report_with({finding(course::Part::tests, "Bank.Adds")}), ""}}));
  EXPECT_THAT(text, StartsWith("submission,03-locks,total,possible,not measured,remarks\r\n"));
  EXPECT_THAT(text, HasSubstr("\r\nalice,"));
}

TEST(GradebookTest, WhatWasNotHandedInHasNoPoints) {
  const std::string text = gradebook(list_of(
      {{"bob", report_with({finding(course::Part::tests, "03-locks/bank.cpp", NotSubmitted{})}),
        ""}}));
  EXPECT_THAT(text, HasSubstr("\r\nbob,,,100,0,nothing was handed in\r\n"));
}

TEST(GradebookTest, WhoHandedInOneExerciseHasATotal) {
  report::Report report = report_with({finding(course::Part::tests, "Bank.Adds", Failed{})});
  report.exercises.push_back(
      report_with({finding(course::Part::tests, "03-locks/bank.cpp", NotSubmitted{})})
          .exercises[0]);
  EXPECT_THAT(gradebook(list_of({{"carol", report, ""}})), HasSubstr("\r\ncarol,0,,0,200,0,\r\n"));
}

TEST(GradebookTest, NeitherASubmissionNorItsRemarksAreFormulas) {
  const Entry entry{"=cmd(), 1", report_with({finding(course::Part::tests, "Bank.Adds")}),
                    "=no \"archive\""};
  EXPECT_THAT(gradebook(list_of({entry})), HasSubstr("\r\n\"'=cmd(), 1\","));
  EXPECT_THAT(gradebook(list_of({entry})), HasSubstr(",\"'=no \"\"archive\"\"\"\r\n"));
}

TEST(GradebookTest, RemarksSayWhatAPersonShouldLookAt) {
  const Entry fast{"eve", report_with({finding(course::Part::speed, "payments", TooFast{})}), ""};
  EXPECT_THAT(for_a_human_eye(fast), ElementsAre(StartsWith("03-locks: too fast")));
  const Entry wrong{"eve", report_with({finding(course::Part::tests, "Bank.Adds", Failed{})}), ""};
  EXPECT_THAT(for_a_human_eye(wrong), ElementsAre());
  EXPECT_THAT(for_a_human_eye({"eve", {}, "is no archive"}), ElementsAre("is no archive"));
}

}  // namespace
}  // namespace batch
