#include "report/markdown.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <utility>

#include "report/example_reports.hpp"
#include "report/layout.hpp"
#include "report/printable.hpp"

namespace report {
namespace {

using course::Part;
using examples::finding;
using judge::Finding;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;

constexpr std::size_t kMebibyte = 1024 * 1024;

std::size_t count(const std::string& text, const std::string& what) {
  std::size_t times = 0;
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) {
    ++times;
  }
  return times;
}

// The document without its blocks of code, each of which must come to an end.
std::string outside_fences(const std::string& document) {
  std::string result;
  std::string fence;
  for (const std::string& line : lines_of(document)) {
    if (!fence.empty()) {
      fence = line == fence ? "" : fence;
    } else if (line.starts_with("```")) {
      fence = line.substr(0, line.find_first_not_of('`'));
    } else {
      result += line + "\n";
    }
  }
  EXPECT_EQ(fence, "") << "a block of code never ends";
  return result;
}

void expect_sound(const std::string& document) {
  std::string text = outside_fences(document);
  EXPECT_EQ(count(text, "<details>"), count(text, "</details>"));
  for (const char* tag : {"details", "summary", "b", "code", "sub"}) {
    EXPECT_EQ(count(text, "<" + std::string(tag) + ">"),
              count(text, "</" + std::string(tag) + ">"));
  }
  for (const char* own : {"<details>", "</details>", "<summary>", "</summary>", "<b>", "</b>",
                          "<code>", "</code>", "<sub>", "</sub>", "<br>"}) {
    const std::string tag = own;
    for (std::size_t at = text.find(tag); at != std::string::npos; at = text.find(tag)) {
      text.erase(at, tag.size());
    }
  }
  for (const char* foreign : {"<", "`", "[", "](", "\\", "*", "_", "$", "://", "@"}) {
    EXPECT_EQ(count(text, foreign), 0U) << foreign;
  }
  EXPECT_EQ(printable(document), document);
  EXPECT_LE(document.size(), kMebibyte);
}

TEST(MarkdownTest, IsSoundWhateverTheReportHolds) {
  for (const Report& report : {examples::all_right(), examples::untouched(), examples::mixed(),
                               examples::hostile(), Report{}}) {
    expect_sound(markdown(report));
  }
}

TEST(MarkdownTest, EveryRowOfTheTableHasSixCells) {
  for (const std::string& line : lines_of(outside_fences(markdown(examples::hostile())))) {
    if (line.starts_with("|")) {
      EXPECT_EQ(count(line, "|"), 7U) << line;
    }
  }
}

TEST(MarkdownTest, AnEmptyReportHasATotal) {
  EXPECT_THAT(markdown(Report{}), HasSubstr("## Total: 0 of 0\n"));
}

TEST(MarkdownTest, OnlyExercisesWithIssuesHaveDetails) {
  const std::string text = markdown(examples::mixed());
  EXPECT_THAT(text, HasSubstr("<details><summary>02-races: 61 of 100</summary>"));
  EXPECT_THAT(text, Not(HasSubstr("<summary>01-threads")));
  EXPECT_THAT(text, Not(HasSubstr("<summary>08-map")));
}

TEST(MarkdownTest, LongEvidenceIsCutWithANote) {
  Finding test = finding(Part::tests, "Transfer.a", judge::Failed{});
  for (int line = 0; line < 150; ++line) {
    test.evidence += "line\n";
  }
  test.evidence.insert(0, std::string(100'000, 'x') + "\n");
  const std::string text = markdown(examples::report_with({test}));
  EXPECT_THAT(text, HasSubstr("\n51 more lines; the JSON report holds them.\n"));
  EXPECT_LT(text.size(), 10'000U);
}

TEST(MarkdownTest, StaysBelowOneMebibyteAndSaysWhatIsMissing) {
  std::vector<Finding> findings;
  for (int i = 0; i < 3; ++i) {
    Finding test = finding(Part::tests, "Transfer." + std::to_string(i), judge::Failed{});
    test.headline = test.subject;
    for (int line = 0; line < 200; ++line) {
      test.evidence += std::string(1000, '`') + "\n";
    }
    findings.push_back(std::move(test));
  }
  Report report = examples::report_with(findings);
  report.exercises.insert(report.exercises.end(), 30, report.exercises.front());
  const std::string text = markdown(report);
  expect_sound(text);
  EXPECT_GT(text.size(), kMebibyte / 2);
  EXPECT_THAT(text, EndsWith("\nThe rest is cut: a step's summary holds 1 MiB. The JSON report "
                             "holds everything.\n"));
}

TEST(MarkdownTest, EvenATableCanBeTooLong) {
  Report report = examples::report_with({});
  report.exercises.insert(report.exercises.end(), 30'000, report.exercises.front());
  expect_sound(markdown(report));
}

}  // namespace
}  // namespace report
