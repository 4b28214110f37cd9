#include "judge/tests.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace judge {
namespace {

using testing::HasSubstr;

// A run in which everything is as it must be; each test spoils one thing.
class JudgeTestTest : public testing::Test {
 protected:
  JudgeTestTest() {
    exercise_.id = "01-threads";
    exercise_.number = "01";
    exercise_.submit = {"threads.cpp"};
    run_.run.end = sandbox::Exited{0};
    run_.result = TestResult{.test = "Suite.Test", .passed = true, .leftovers = {}, .failures = {}};
  }

  Finding judge() {
    const Sources sources("/staged", "/course/exercises", exercise_);
    const course::Test test{"Suite", "Test", "/course/exercises/01-threads/threads_test.cpp", 12};
    return judge_test(exercise_, test, run_, sources);
  }

  course::Exercise exercise_;
  TestRun run_;
};

TEST_F(JudgeTestTest, PassesIfAllConditionsHold) { EXPECT_TRUE(passed(judge().verdict)); }

TEST_F(JudgeTestTest, ACleanExitWithoutASignedResultIsNoPass) {
  run_.result.reset();
  EXPECT_EQ(judge().verdict, Verdict(ExitedEarly{}));
}

TEST_F(JudgeTestTest, APrematureExitFileIsNoPass) {
  run_.premature_exit = true;
  EXPECT_EQ(judge().verdict, Verdict(ExitedEarly{}));
}

TEST_F(JudgeTestTest, AResultThatPassedAndAnotherExitCodeIsNoPass) {
  run_.run.end = sandbox::Exited{3};
  EXPECT_EQ(judge().verdict, Verdict(Crashed{0}));
}

TEST_F(JudgeTestTest, ASignalIsACrashWhateverTheResultSays) {
  run_.run.end = sandbox::Signalled{11};
  const Finding finding = judge();
  EXPECT_EQ(finding.verdict, Verdict(Crashed{11}));
  EXPECT_THAT(finding.headline, HasSubstr("SIGSEGV"));
}

TEST_F(JudgeTestTest, WhatATestThatFailedHasPrintedStandsBelowWhy) {
  run_.run.end = sandbox::Exited{1};
  run_.result->passed = false;
  run_.result->failures = {{.file = "", .line = 0, .message = "Expected: 1"}};
  EXPECT_EQ(judge().evidence, "Expected: 1\n");
  run_.run.output = "total is 2";
  run_.run.errors = "here\n";
  EXPECT_EQ(judge().evidence, "Expected: 1\nIt printed:\ntotal is 2\nhere\n");
  run_.run.output.clear();
  for (int line = 1; line <= 21; ++line) {
    run_.run.output += "line " + std::to_string(line) + "\n";
  }
  EXPECT_THAT(judge().evidence, HasSubstr("printed:\nline 2\n"));
}

TEST_F(JudgeTestTest, WhatItPrintedIsToldHoweverItEnds) {
  run_.result.reset();
  run_.run.output = "step 3\n";
  for (const sandbox::End& end : std::initializer_list<sandbox::End>{
           sandbox::Exited{7}, sandbox::Exited{0}, sandbox::Signalled{11}, sandbox::TimedOut{},
           sandbox::Stalled{}, sandbox::Overran{"too much"}}) {
    run_.run.end = end;
    EXPECT_EQ(judge().evidence, "It printed:\nstep 3\n");
  }
}

TEST_F(JudgeTestTest, WhatATestThatPassedHasPrintedIsNotTold) {
  run_.run.output = "fine\n";
  EXPECT_EQ(judge().evidence, "");
}

TEST_F(JudgeTestTest, WhatTheLibrarySaidBeforeItAbortedIsTold) {
  run_.run.end = sandbox::Signalled{6};
  run_.run.errors = "terminate called after throwing an instance of 'std::bad_alloc'\n";
  EXPECT_THAT(judge().headline, HasSubstr("std::bad_alloc"));
  run_.run.errors = "";
  EXPECT_THAT(judge().headline, HasSubstr("SIGABRT"));
  run_.run.end = sandbox::Signalled{11};
  run_.run.errors = "terminate called without an active exception\n";
  EXPECT_THAT(judge().headline, HasSubstr("SIGSEGV"));
}

TEST_F(JudgeTestTest, TakingTooMuchIsACrashThatSaysOfWhat) {
  run_.run.end = sandbox::Overran{"more than 2048 MiB of memory"};
  const Finding finding = judge();
  EXPECT_EQ(finding.verdict, Verdict(Crashed{9}));
  EXPECT_EQ(finding.headline, "the program was stopped: it used more than 2048 MiB of memory");
}

TEST_F(JudgeTestTest, LeftoversAreALeakAndNamed) {
  run_.run.end = sandbox::Exited{1};
  run_.result->passed = false;
  run_.result->leftovers = {"1 thread", "2 file descriptors"};
  EXPECT_EQ(judge().verdict, Verdict(Leaked{"1 thread, 2 file descriptors"}));
}

TEST_F(JudgeTestTest, AFailureNamesTheTestsLine) {
  run_.run.end = sandbox::Exited{1};
  run_.result->passed = false;
  run_.result->failures = {{"/course/exercises/01-threads/threads_test.cpp", 25,
                            "Value of: x\n  Actual: false\nExpected: true\nnobody came"}};
  const Finding finding = judge();
  EXPECT_EQ(finding.verdict, Verdict(Failed{}));
  EXPECT_EQ(finding.headline, "nobody came");
  ASSERT_EQ(finding.places.size(), 1U);
  EXPECT_EQ(finding.places[0].file, "01-threads/threads_test.cpp");
  EXPECT_EQ(finding.places[0].line, 25);
  EXPECT_EQ(finding.again, "grader/grade run 01");
}

TEST_F(JudgeTestTest, KnowsWhatIsNotWrittenYet) {
  run_.run.end = sandbox::Exited{1};
  run_.result->passed = false;
  run_.result->failures = {{"", -1,
                            "C++ exception with description \"fetch_all is not written yet\" "
                            "thrown in the test body."}};
  const Finding finding = judge();
  EXPECT_TRUE(is_not_written_yet(finding));
  EXPECT_EQ(finding.headline, "fetch_all is not written yet");
}

TEST_F(JudgeTestTest, TellsSleepingForEverFromRunningForEver) {
  run_.result.reset();
  run_.run.end = sandbox::Stalled{};
  EXPECT_EQ(judge().verdict, Verdict(Deadlocked{}));
  run_.run.end = sandbox::TimedOut{};
  EXPECT_EQ(judge().verdict, Verdict(TimedOut{}));
}

TEST_F(JudgeTestTest, AFindingWithoutAPlaceOfItsOwnNamesTheTest) {
  run_.run.end = sandbox::Stalled{};
  const Finding finding = judge();
  ASSERT_EQ(finding.places.size(), 1U);
  EXPECT_EQ(finding.places[0].file, "01-threads/threads_test.cpp");
  EXPECT_EQ(finding.places[0].line, 12);
}

}  // namespace
}  // namespace judge
