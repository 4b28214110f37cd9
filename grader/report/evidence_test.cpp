#include "report/evidence.hpp"

#include <gtest/gtest.h>

#include "report/example_reports.hpp"

namespace report {
namespace {

judge::Finding with_evidence(const std::string& text, judge::Verdict verdict = judge::Failed{}) {
  judge::Finding finding = examples::finding(course::Part::tests, "A.b", std::move(verdict));
  finding.evidence = text;
  return finding;
}

TEST(EvidenceTest, NoneIsNoLines) {
  for (const char* nothing : {"", "\n", "  \n\n \n"}) {
    const Excerpt excerpt = evidence(with_evidence(nothing), 3);
    EXPECT_EQ(excerpt.lines, Lines());
    EXPECT_EQ(excerpt.left_out, 0U);
  }
}

TEST(EvidenceTest, ShowsTheFirstLinesAndCountsTheOthers) {
  const Excerpt excerpt = evidence(with_evidence("\n\none\n\ntwo\nthree\nfour\n\n"), 3);
  EXPECT_EQ(excerpt.lines, Lines({"one", "", "two"}));
  EXPECT_EQ(excerpt.left_out, 2U);
}

TEST(EvidenceTest, WhatFitsIsShownWhole) {
  const Excerpt excerpt = evidence(with_evidence("one\ntwo\n"), 2);
  EXPECT_EQ(excerpt.lines, Lines({"one", "two"}));
  EXPECT_EQ(excerpt.left_out, 0U);
}

TEST(EvidenceTest, ACompilersBeginsWithItsFirstError) {
  const std::string text =
      "In file included\nwarning: w\nbank.cpp:3:1: error: e\n  3 | x\n    | ^\n";
  const Excerpt excerpt = evidence(with_evidence(text, judge::NotBuilt{}), 2);
  EXPECT_EQ(excerpt.lines, Lines({"bank.cpp:3:1: error: e", "  3 | x"}));
  EXPECT_EQ(excerpt.left_out, 3U);
}

TEST(EvidenceTest, ACompilersWithoutAnErrorBeginsAtItsTop) {
  const Excerpt excerpt = evidence(with_evidence("one\ntwo\nthree\n", judge::NotBuilt{}), 1);
  EXPECT_EQ(excerpt.lines, Lines({"one"}));
  EXPECT_EQ(excerpt.left_out, 2U);
}

TEST(EvidenceTest, IsPrintable) {
  EXPECT_EQ(evidence(with_evidence("\x1b[31mred\xff\n"), 1).lines, Lines({"red?"}));
}

}  // namespace
}  // namespace report
