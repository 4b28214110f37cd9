#include "report/hidden_tests.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "report/annotations.hpp"
#include "report/example_reports.hpp"
#include "report/gradescope.hpp"
#include "report/html.hpp"
#include "report/json.hpp"
#include "report/junit.hpp"
#include "report/markdown.hpp"
#include "report/sarif.hpp"
#include "report/terminal.hpp"
#include "report/wording.hpp"

namespace report {
namespace {

using course::Part;
using course::Visibility;
using judge::Finding;
using Json = nlohmann::json;
using testing::HasSubstr;
using testing::Not;

// Everything that a finding can hold says it.
constexpr const char* kSecret = "xyzzy";

Finding secret(Part part, judge::Verdict verdict) {
  Finding finding = examples::finding(part, "Load.Xyzzy", std::move(verdict));
  finding.headline = "expected xyzzy";
  finding.places = {{"03-locks/xyzzy_test.cpp", 7, "xyzzy", "EXPECT_EQ(xyzzy, 1);"},
                    {"03-locks/bank.cpp", 31, "writes xyzzy", "balance_ = xyzzy;"}};
  finding.advice = "xyzzy";
  finding.again = "grader/grade run 03 --tests xyzzy";
  finding.evidence = "xyzzy\n";
  finding.timeline = judge::Timeline{.title = "xyzzy", .lanes = {}, .drawing = {"xyzzy"}};
  finding.exploration = judge::Exploration{
      .schedules = 3,
      .seed = "xyzzy-1",
      .steps = {{.thread = 1, .what = "locks xyzzy", .place = finding.places.front()}},
      .drawing = {"xyzzy"}};
  return finding;
}

// One hidden suite that fails in every way, beside visible ones that pass.
Report report_with(Visibility visibility, judge::Verdict verdict = judge::Leaked{kSecret}) {
  ExerciseReport graded = examples::bank_with({examples::finding(Part::tests, "Transfer.A"),
                                               examples::finding(Part::tests, "Total.A"),
                                               examples::finding(Part::races, "Transfer.A")});
  graded.exercise.suites.push_back(
      {.name = "Load", .points = 20, .visibility = visibility, .laid = true});
  graded.exercise.laid_tests = "/home/xyzzy/03-locks";
  graded.findings.push_back(secret(Part::tests, std::move(verdict)));
  graded.findings.push_back(secret(Part::races, judge::Raced{}));
  graded.findings.push_back(secret(Part::schedules, judge::Deadlocked{}));
  graded.grade = score::grade(graded.exercise, graded.findings);
  Report report = examples::report_with({});
  report.exercises = {std::move(graded)};
  return report;
}

std::string lower(std::string text) {
  for (char& letter : text) {
    letter = letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
  }
  return text;
}

std::string on_terminal(const Report& report) {
  return terminal(report, {.colour = false, .verbose = true, .width = 80});
}

struct Format {
  std::string name;
  std::string (*render)(const Report& report);
};

void PrintTo(const Format& format, std::ostream* out) { *out << format.name; }

class HiddenTestsFormatTest : public testing::TestWithParam<Format> {};

TEST_P(HiddenTestsFormatTest, HoldsNoWordOfThemForStudents) {
  for (const Visibility visibility : {Visibility::hidden, Visibility::after_due_date}) {
    const std::string shown = GetParam().render(for_students(report_with(visibility)));
    EXPECT_THAT(lower(shown), Not(HasSubstr(kSecret)));
  }
}

TEST_P(HiddenTestsFormatTest, HoldsItWhereNothingIsReplaced) {
  EXPECT_THAT(lower(GetParam().render(report_with(Visibility::hidden))), HasSubstr(kSecret));
}

INSTANTIATE_TEST_SUITE_P(Formats, HiddenTestsFormatTest,
                         testing::Values(Format{"terminal", on_terminal}, Format{"json", json},
                                         Format{"html", html_page}, Format{"markdown", markdown},
                                         Format{"junit", junit}, Format{"sarif", sarif},
                                         Format{"annotations", annotations},
                                         Format{"gradescope", gradescope}),
                         [](const auto& format) { return format.param.name; });

TEST(HiddenTestsTest, TheirPointsAreShown) {
  const Report shown = for_students(report_with(Visibility::hidden));
  EXPECT_THAT(on_terminal(shown), HasSubstr("hidden tests 0 of 20"));
  EXPECT_EQ(tests_in_words(shown.exercises.front()), "2 of 2 tests passed, hidden tests 0 of 20");
  EXPECT_EQ(shown.possible(), 120);
}

TEST(HiddenTestsTest, OfTheirVerdictsOnlyTheKindIsShown) {
  const Report shown = for_students(report_with(Visibility::hidden, judge::Crashed{11}));
  const ExerciseReport& graded = shown.exercises.front();
  std::size_t found = 0;
  for (const Finding& finding : graded.findings) {
    if (finding.subject == kHiddenTests && finding.part == Part::tests) {
      EXPECT_EQ(finding.verdict, judge::Verdict(judge::Crashed{0}));
      ++found;
    }
  }
  EXPECT_EQ(found, 1U);
  EXPECT_EQ(graded.grade.verdict, judge::Verdict(judge::Crashed{0}));
}

TEST(HiddenTestsTest, WhatIsVisibleStays) {
  const Report whole = report_with(Visibility::visible);
  EXPECT_EQ(json(for_students(whole)), json(whole));
  EXPECT_EQ(json(for_students(examples::mixed())), json(examples::mixed()));
}

TEST(HiddenTestsTest, TheSameOnceMoreChangesNothing) {
  const Report once = for_students(report_with(Visibility::hidden));
  EXPECT_EQ(json(for_students(once)), json(once));
  EXPECT_TRUE(was_for_students(once));
  EXPECT_FALSE(was_for_students(report_with(Visibility::hidden)));
}

TEST(HiddenTestsTest, NobodyIsToldWhereTheyLie) {
  const Report shown = for_students(report_with(Visibility::hidden));
  EXPECT_TRUE(shown.exercises.front().exercise.laid_tests.empty());
}

TEST(HiddenTestsTest, AStoredReportKnowsWhatIsHidden) {
  const Report stored = from_json(json(report_with(Visibility::hidden)));
  EXPECT_EQ(json(stored), json(report_with(Visibility::hidden)));
  EXPECT_THAT(lower(json(for_students(stored))), Not(HasSubstr(kSecret)));
}

TEST(HiddenTestsTest, ASkeletonIsNotWrittenYetInThemEither) {
  ExerciseReport graded =
      examples::bank_with({examples::finding(Part::tests, "Transfer.A", judge::Failed{}),
                           examples::finding(Part::tests, "Load.Xyzzy", judge::Failed{})});
  graded.exercise.suites.push_back(
      {.name = "Load", .points = 20, .visibility = Visibility::hidden, .laid = true});
  for (Finding& finding : graded.findings) {
    finding.headline = "Bank is not written yet";
  }
  EXPECT_EQ(tests_in_words(for_students(graded)), "not written yet");
}

// The entry of that name in Gradescope's results.
Json entry(const Report& report, const std::string& name) {
  const Json results = Json::parse(gradescope(report));
  for (const Json& test : results.at("tests")) {
    if (test.at("name") == "03-locks: " + name) {
      return test;
    }
  }
  ADD_FAILURE() << "no " << name;
  return {};
}

TEST(HiddenTestsTest, GradescopeKeepsThemUntilTheDueDate) {
  const Report report = for_gradescope(report_with(Visibility::after_due_date));
  const Json hidden = entry(report, "hidden tests");
  EXPECT_EQ(hidden.at("visibility"), "after_due_date");
  EXPECT_EQ(hidden.at("max_score"), 20);
  EXPECT_THAT(lower(hidden.dump()), HasSubstr(kSecret));
  for (const char* other : {"tests", "races"}) {
    const Json visible = entry(report, other);
    EXPECT_EQ(visible.at("visibility"), "visible");
    EXPECT_THAT(lower(visible.dump()), Not(HasSubstr(kSecret)));
  }
}

TEST(HiddenTestsTest, GradescopeNeverHearsOfWhatIsHiddenForGood) {
  const Report report = for_gradescope(report_with(Visibility::hidden));
  EXPECT_EQ(entry(report, "hidden tests").at("visibility"), "hidden");
  EXPECT_THAT(lower(gradescope(report)), Not(HasSubstr(kSecret)));
}

}  // namespace
}  // namespace report
