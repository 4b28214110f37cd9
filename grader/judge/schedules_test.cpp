#include "judge/schedules.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>

#include "judge/interleaving.hpp"
#include "sandbox/scratch_tree.hpp"

namespace judge {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

constexpr std::uint64_t kPay = 0x100;      // bank.cpp:2
constexpr std::uint64_t kTake = 0x200;     // bank.cpp:3
constexpr std::uint64_t kLibrary = 0x300;  // no file of ours
constexpr std::uint64_t kTest = 0x400;     // bank_test.cpp:1

class JudgeSchedulesTest : public testing::Test {
 protected:
  JudgeSchedulesTest() {
    tree_.add("staged/03-locks/bank.cpp",
              "void Bank::pay() {\n  first.lock();\n  second.lock();\n}\n");
    tree_.add("exercises/03-locks/bank_test.cpp", "TEST(Orders, Pay) {}\n");
    exercise_.id = "03-locks";
    exercise_.number = "03";
    exercise_.submit = {"bank.cpp"};
    run_.run.end = sandbox::Exited{1};
    run_.summary = ExplorerSummary{.schedules = 12, .failures = 1};
    run_.lines = {{kPay, {{"lock", "/usr/include/mutex", 99}, {"pay", "03-locks/bank.cpp", 2}}},
                  {kTake, {{"take", "./03-locks/bank.cpp", 3}}},
                  {kLibrary, {{"run", "/usr/include/thread", 5}}},
                  {kTest, {{"TestBody", tree_.path() / "exercises/03-locks/bank_test.cpp", 1}}}};
  }

  Sources sources() const {
    return {tree_.path() / "staged", tree_.path() / "exercises", exercise_};
  }
  Finding judge() const {
    return judge_schedules(exercise_, {.suite = "Orders", .name = "Pay", .file = "x", .line = 1},
                           run_, sources());
  }
  ExplorerFailure& fails(const std::string& kind) {
    run_.failure.emplace();
    run_.failure->kind = kind;
    run_.failure->seed = "pct3-40-7";
    run_.failure->confirmed = true;
    return *run_.failure;
  }

  sandbox::ScratchTree tree_;
  course::Exercise exercise_;
  ExploredRun run_;
};

TEST_F(JudgeSchedulesTest, NoFailureIsNoMoreThanThat) {
  run_.run.end = sandbox::Exited{0};
  run_.summary = ExplorerSummary{.schedules = 300, .failures = 0};
  const Finding finding = judge();
  EXPECT_TRUE(passed(finding.verdict));
  EXPECT_EQ(finding.part, course::Part::schedules);
  EXPECT_EQ(finding.subject, "Orders.Pay");
  ASSERT_TRUE(finding.exploration.has_value());
  EXPECT_EQ(finding.exploration->schedules, 300U);
  EXPECT_EQ(finding.exploration->seed, "");
}

TEST_F(JudgeSchedulesTest, TwoThreadsInACircleAreNamedWithTheirLocks) {
  ExplorerFailure& failure = fails("deadlock");
  failure.steps = {{.thread = 1, .action = "lock", .object = 7, .at = {kPay}},
                   {.thread = 2, .action = "lock", .object = 9, .at = {kTake}}};
  failure.waiting = {
      {.thread = 0, .action = "join", .object = 1, .holder = 1, .since = {}, .at = {kTest}},
      {.thread = 1, .action = "lock", .object = 9, .holder = 2, .since = 1, .at = {kTake}},
      {.thread = 2, .action = "lock", .object = 7, .holder = 1, .since = 0, .at = {kPay}}};
  const Finding finding = judge();
  EXPECT_TRUE(std::holds_alternative<Deadlocked>(finding.verdict));
  EXPECT_EQ(finding.headline, "two threads wait for each other's locks");
  ASSERT_THAT(finding.places, SizeIs(4));
  EXPECT_EQ(finding.places[0].file, "03-locks/bank.cpp");
  EXPECT_EQ(finding.places[0].line, 3);
  EXPECT_EQ(finding.places[0].note, "thread T1 waits for a lock that T2 holds");
  EXPECT_EQ(finding.places[1].note, "T2 has taken it here");
  EXPECT_EQ(finding.again, "grader/grade replay 03 Orders.Pay pct3-40-7");
  EXPECT_THAT(
      finding.exploration->drawing,
      ElementsAre("T0 T1 T2",
                  ".  *  .  bank.cpp:2       locks A                      first.lock();",
                  ".  .  *  bank.cpp:3       locks B                      second.lock();",
                  "*  .  .  bank_test.cpp:1  waits for a thread to end    TEST(Orders, Pay) {}",
                  ".  *  .  bank.cpp:3       waits to lock B, held by T2  second.lock();",
                  ".  .  *  bank.cpp:2       waits to lock A, held by T1  first.lock();"));
}

TEST_F(JudgeSchedulesTest, ALockThatIsTakenTwiceIsACircleOfOne) {
  fails("deadlock").waiting = {
      {.thread = 1, .action = "lock", .object = 7, .holder = 1, .since = {}, .at = {kPay}}};
  EXPECT_EQ(judge().headline, "a thread waits for a lock that it holds itself");
}

TEST_F(JudgeSchedulesTest, ALockWhoseHolderIsGoneIsNeverGivenBack) {
  fails("deadlock").waiting = {
      {.thread = 1, .action = "lock", .object = 7, .holder = 2, .since = {}, .at = {kPay}}};
  EXPECT_EQ(judge().headline, "a thread waits for a lock that is never given back");
}

TEST_F(JudgeSchedulesTest, ANotificationThatCameTooEarlyIsSaidSo) {
  ExplorerFailure& failure = fails("deadlock");
  failure.steps = {{.thread = 2, .action = "notify_one", .object = 4, .at = {kPay}}};
  failure.waiting = {
      {.thread = 1, .action = "wait", .object = 4, .holder = {}, .since = {}, .at = {kTake}}};
  EXPECT_EQ(judge().headline, "a thread waits for a notification, and nobody is left to give one");
  failure.lost = LostWakeup{.object = 4, .step = 0};
  const Finding lost = judge();
  EXPECT_EQ(lost.headline, "a thread waits for a notification that came before it began to wait");
  ASSERT_THAT(lost.places, SizeIs(2));
  EXPECT_EQ(lost.places[1].note, "thread T2 has notified before");
}

TEST_F(JudgeSchedulesTest, ARaceShowsBothAccesses) {
  fails("race").race = {{.thread = 1, .write = true, .atomic = false, .at = {kPay}},
                        {.thread = 2, .write = false, .atomic = true, .at = {kLibrary, kTake}}};
  const Finding finding = judge();
  EXPECT_TRUE(std::holds_alternative<Raced>(finding.verdict));
  EXPECT_THAT(finding.headline, HasSubstr("one thread reads memory while another writes it"));
  ASSERT_THAT(finding.places, SizeIs(2));
  EXPECT_EQ(finding.places[0].note, "thread T1 writes");
  EXPECT_EQ(finding.places[1].note, "thread T2 reads atomically");
  EXPECT_EQ(finding.places[1].line, 3);
}

TEST_F(JudgeSchedulesTest, AFailedTestSaysWhatItExpected) {
  fails("failed");
  run_.result = TestResult{
      .test = "Orders.Pay",
      .passed = false,
      .leftovers = {},
      .failures = {{.file = tree_.path() / "exercises/03-locks/bank_test.cpp",
                    .line = 1,
                    .message = "Value of: paid\n  Actual: 2\nExpected: 1\nmoney was made"}}};
  const Finding finding = judge();
  EXPECT_TRUE(std::holds_alternative<Failed>(finding.verdict));
  EXPECT_THAT(finding.headline, HasSubstr("; so it is in this order of threads"));
  ASSERT_THAT(finding.places, SizeIs(1));
  EXPECT_EQ(finding.places[0].file, "03-locks/bank_test.cpp");
}

TEST_F(JudgeSchedulesTest, ACrashNamesTheLastStepInTheStudentsFile) {
  ExplorerFailure& failure = fails("crashed");
  failure.signal = 11;
  failure.steps = {{.thread = 1, .action = "lock", .object = 7, .at = {kPay}},
                   {.thread = 0, .action = "lock", .object = 8, .at = {kTest}}};
  const Finding finding = judge();
  EXPECT_EQ(finding.verdict, Verdict(Crashed{11}));
  EXPECT_THAT(finding.headline, HasSubstr("SIGSEGV"));
  ASSERT_THAT(finding.places, SizeIs(1));
  EXPECT_EQ(finding.places[0].line, 2);
}

TEST_F(JudgeSchedulesTest, AnExceptionIsShownWhereItWasThrown) {
  fails("failed").thrown = ExplorerThrow{.thread = 2, .ends = false, .at = {kLibrary, kTake}};
  run_.result = TestResult{
      .test = "Orders.Pay",
      .passed = false,
      .leftovers = {},
      .failures = {{.file = "",
                    .line = -1,
                    .message = "C++ exception with description \"no such account\" thrown in the "
                               "test body."}}};
  const Finding finding = judge();
  ASSERT_THAT(finding.places, SizeIs(1));
  EXPECT_EQ(finding.places[0].line, 3);
  EXPECT_EQ(finding.places[0].note, "thread T2 throws");
}

TEST_F(JudgeSchedulesTest, AnExceptionThatNobodyCatchesIsToldFromAnAbort) {
  ExplorerFailure& failure = fails("crashed");
  failure.signal = SIGABRT;
  failure.thrown = ExplorerThrow{.thread = 1, .ends = true, .at = {kTake}};
  const Finding thrown = judge();
  EXPECT_THAT(thrown.headline, HasSubstr("an exception that nobody catches"));
  ASSERT_THAT(thrown.places, SizeIs(1));
  EXPECT_EQ(thrown.places[0].line, 3);
  failure.thrown->ends = false;  // what aborts is something else
  EXPECT_THAT(judge().headline, HasSubstr("SIGABRT"));
}

TEST_F(JudgeSchedulesTest, OtherFailuresHaveVerdictsOfTheirOwn) {
  fails("livelock");
  EXPECT_TRUE(std::holds_alternative<TimedOut>(judge().verdict));
  fails("exited");
  EXPECT_TRUE(std::holds_alternative<ExitedEarly>(judge().verdict));
}

TEST_F(JudgeSchedulesTest, WhatTheMachineCannotTellIsNobodysFailure) {
  fails("not modelled").reason = "pthread_kill";
  EXPECT_TRUE(undecided(judge().verdict));
  EXPECT_THAT(judge().headline, HasSubstr("pthread_kill"));
  fails("race").confirmed = false;
  EXPECT_TRUE(undecided(judge().verdict));
  run_.failure.reset();
  run_.summary.reset();
  run_.run.end = sandbox::TimedOut{};
  EXPECT_TRUE(undecided(judge().verdict));
}

TEST_F(JudgeSchedulesTest, StepsOfOneThreadAtOneLineAreOne) {
  ExplorerFailure failure;
  failure.steps = {{.thread = 1, .action = "lock", .object = 7, .at = {kPay}},
                   {.thread = 1, .action = "unlock", .object = 7, .at = {kPay}},
                   {.thread = 1, .action = "unlock", .object = 7, .at = {kPay}},
                   {.thread = 1, .action = "none", .object = 0, .at = {kTake}},
                   {.thread = 1, .action = "load", .object = 2, .at = {kLibrary}},
                   {.thread = 1, .action = "lock", .object = 3, .at = {0x999, kPay}},
                   {.thread = 2, .action = "wake_up", .object = 2, .late = true, .at = {kPay}}};
  const std::vector<ScheduleStep> steps = interleaving(failure, run_.lines, sources());
  ASSERT_THAT(steps, SizeIs(2));
  EXPECT_EQ(steps[0].what, "locks A, unlocks A");
  EXPECT_EQ(steps[1].what, "time is up: wakes up on B");
}

TEST_F(JudgeSchedulesTest, ALongScheduleShowsItsEnd) {
  std::vector<ScheduleStep> steps;
  for (int i = 0; i < 100; ++i) {
    steps.push_back({.thread = 0, .what = "step " + std::to_string(i), .place = {}});
  }
  const std::vector<std::string> rows = drawing(steps);
  ASSERT_THAT(rows, SizeIs(42));
  EXPECT_EQ(rows[1], "... 60 steps before");
  EXPECT_THAT(rows.back(), HasSubstr("step 99"));
  EXPECT_THAT(drawing({}), IsEmpty());
}

}  // namespace
}  // namespace judge
