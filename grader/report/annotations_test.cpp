#include "report/annotations.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "report/example_reports.hpp"
#include "report/layout.hpp"

namespace report {
namespace {

using course::Part;
using judge::Finding;
using testing::AllOf;
using testing::Each;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using testing::StartsWith;

Finding failed_at(int line) {
  Finding finding = examples::finding(Part::tests, "Transfer.A", judge::Failed{});
  finding.headline = "one, two: 50 %";
  finding.advice = "look";
  finding.places = {{"03-locks/bank.cpp", line, "", ""}};
  return finding;
}

TEST(AnnotationsTest, MarkTheStudentsLine) {
  const std::string text = annotations(examples::report_with({failed_at(31)}));
  EXPECT_THAT(text, StartsWith("::error file=exercises/03-locks/bank.cpp,line=31,"));
  EXPECT_THAT(text, HasSubstr("title=03-locks%3A failed::failed: one, two: 50 %25%0ASeen in: "
                              "Transfer.A%0ATry: look\n"));
}

TEST(AnnotationsTest, AreTenAtMostTheWorstFirst) {
  std::vector<Finding> findings;
  for (int line = 1; line <= 12; ++line) {
    findings.push_back(failed_at(line));
  }
  findings.push_back(examples::finding(Part::tests, "03-locks/bank.cpp", judge::NotBuilt{}));
  const Lines lines = lines_of(annotations(examples::report_with(findings)));
  EXPECT_THAT(lines, SizeIs(10));
  EXPECT_THAT(lines.front(), HasSubstr("not built"));
}

TEST(AnnotationsTest, WhatCouldNotBeMeasuredIsANotice) {
  const Finding finding = examples::finding(Part::speed, "row", judge::NotMeasured{"busy"});
  EXPECT_THAT(annotations(examples::report_with({finding})), StartsWith("::notice title="));
}

TEST(AnnotationsTest, SayNothingOfWhatPassedAndOfWhatIsNotWrittenYet) {
  EXPECT_THAT(annotations(examples::all_right()), IsEmpty());
  EXPECT_THAT(annotations(examples::untouched()), IsEmpty());
}

// Each line is one command of the grader's own, whatever the submission wrote.
TEST(AnnotationsTest, HoldNoCommandOfASubmission) {
  const Lines lines = lines_of(annotations(examples::hostile()));
  EXPECT_THAT(lines, Each(testing::AnyOf(StartsWith("::error "), StartsWith("::notice "))));
  for (const std::string& line : lines) {
    const std::size_t second = line.find("::", 2);
    const std::string properties = line.substr(0, second);
    EXPECT_THAT(properties, AllOf(HasSubstr("title="), testing::Not(HasSubstr("::error file=x"))));
  }
}

}  // namespace
}  // namespace report
