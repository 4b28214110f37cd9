#include "judge/builds.hpp"

#include <gtest/gtest.h>

#include "sandbox/scratch_tree.hpp"

namespace judge {
namespace {

class BuildsTest : public testing::Test {
 protected:
  BuildsTest() {
    exercise_.id = "03-locks";
    exercise_.number = "03";
    exercise_.submit = {"bank.cpp"};
    tree_.add("staged/03-locks/bank.cpp", "int x\nint y;\n");
  }

  Finding judge(const build::BuildFailure& failure) const {
    const Sources sources(tree_.path() / "staged", tree_.path() / "exercises", exercise_);
    return judge_build_failure(exercise_, failure, sources);
  }

  sandbox::ScratchTree tree_;
  course::Exercise exercise_;
};

TEST_F(BuildsTest, EveryRefusedFileIsAFinding) {
  const std::vector<Finding> findings =
      judge_refusals(exercise_, {{"bank.cpp", "is a symbolic link", "hand in the file itself"},
                                 {"log.cpp", "is missing", "hand it in"}});
  ASSERT_EQ(findings.size(), 2U);
  EXPECT_EQ(findings[0].verdict, Verdict(NotSubmitted{}));
  EXPECT_EQ(findings[0].subject, "03-locks/bank.cpp");
  EXPECT_EQ(findings[0].headline, "bank.cpp is a symbolic link");
  EXPECT_EQ(findings[0].advice, "hand in the file itself");
  EXPECT_EQ(findings[1].headline, "log.cpp is missing");
}

TEST_F(BuildsTest, NoRefusalIsNoFinding) { EXPECT_TRUE(judge_refusals(exercise_, {}).empty()); }

TEST_F(BuildsTest, TheFirstErrorIsTheHeadlineAndAllHaveTheirPlaces) {
  const Finding finding = judge({.errors = {{"03-locks/bank.cpp", 1, "expected ';'"},
                                            {"03-locks/bank.cpp", 2, "unknown type"}},
                                 .took_too_long = false,
                                 .raw = "all of it"});
  EXPECT_EQ(finding.verdict, Verdict(NotBuilt{}));
  EXPECT_EQ(finding.subject, "03-locks/bank.cpp");
  EXPECT_EQ(finding.headline, "expected ';'");
  EXPECT_EQ(finding.again, "grader/grade run 03");
  EXPECT_EQ(finding.evidence, "all of it");
  ASSERT_EQ(finding.places.size(), 2U);
  EXPECT_EQ(finding.places[0].line, 1);
  EXPECT_EQ(finding.places[0].source, "int x");
  EXPECT_EQ(finding.places[1].note, "unknown type");
}

TEST_F(BuildsTest, WhatTheLinkerMissesHasNoPlace) {
  const Finding finding = judge({.errors = {{"", 0, "total() is declared but not defined"}},
                                 .took_too_long = false,
                                 .raw = ""});
  EXPECT_EQ(finding.headline, "total() is declared but not defined");
  EXPECT_EQ(finding.advice, "compare every name and parameter with the interface header");
  EXPECT_TRUE(finding.places.empty());
}

TEST_F(BuildsTest, ACompilerThatDoesNotEndIsTheStudentsToo) {
  const Finding finding = judge({.errors = {}, .took_too_long = true, .raw = "raw"});
  EXPECT_EQ(finding.verdict, Verdict(NotBuilt{}));
  EXPECT_EQ(finding.headline, "the compiler did not come to an end");
  EXPECT_EQ(finding.evidence, "raw");
}

TEST_F(BuildsTest, ACompilerThatTakesTooMuchIsTheStudentsToo) {
  const Finding finding = judge({.errors = {{"03-locks/bank.cpp", 1, "expected ';'"}},
                                 .took_too_long = false,
                                 .raw = "raw",
                                 .too_much = "more than 2048 MiB of memory"});
  EXPECT_EQ(finding.verdict, Verdict(NotBuilt{}));
  EXPECT_EQ(finding.headline, "the compiler used more than 2048 MiB of memory");
  EXPECT_EQ(finding.evidence, "raw");
}

TEST_F(BuildsTest, AFailureWithoutAReadableErrorStillSaysSomething) {
  const Finding finding = judge({.errors = {}, .took_too_long = false, .raw = "LLVM ERROR"});
  EXPECT_EQ(finding.verdict, Verdict(NotBuilt{}));
  EXPECT_EQ(finding.headline, "the compiler gave up");
  EXPECT_EQ(finding.evidence, "LLVM ERROR");
}

TEST_F(BuildsTest, ABreachNamesWhatItIsAndWhere) {
  const Finding finding = judge_breaches(
      exercise_,
      {{"03-locks/bank.cpp", 1, "_exit", "this exercise does not grant processes", "return"},
       {"", 0, "exit", "the same", "leave it"}},
      Sources(tree_.path() / "staged", tree_.path() / "exercises", exercise_));
  EXPECT_EQ(finding.verdict, Verdict(Forbidden{"_exit"}));
  EXPECT_EQ(finding.subject, "03-locks/bank.cpp");
  EXPECT_EQ(finding.headline, "_exit is not allowed: this exercise does not grant processes");
  EXPECT_EQ(finding.advice, "return");
  ASSERT_EQ(finding.places.size(), 1U);
  EXPECT_EQ(finding.places[0].line, 1);
  EXPECT_EQ(finding.places[0].source, "int x");
}

}  // namespace
}  // namespace judge
