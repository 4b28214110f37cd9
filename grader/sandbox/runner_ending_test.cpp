// How the runner ends programs that do not end, and that nothing of them stays.

#include <gtest/gtest.h>

#include <csignal>

#include "sandbox/runner_fixture.hpp"

namespace sandbox {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

// Short where nothing is needed of the program before it is ended; long enough
// for a shell to start where something is.
constexpr milliseconds kShort{200};
constexpr milliseconds kStarted{1000};

using RunnerEndingTest = RunnerTest;

TEST_F(RunnerEndingTest, AProgramThatRunsOnTimesOut) {
  Command command = script("exec sleep 1000");
  command.limits.deadline = kShort;
  EXPECT_TRUE(ended_by<TimedOut>(run(command)));
}

TEST_F(RunnerEndingTest, ATermThatIsIgnoredIsFollowedByAKill) {
  LifeLine line;
  Command command = script("trap '' TERM; while :; do sleep 1000; done");
  command.limits.deadline = kStarted;
  command.limits.grace = milliseconds(50);
  EXPECT_TRUE(ended_by<TimedOut>(run(line.held_by(command))));
  EXPECT_TRUE(line.breaks());
}

TEST_F(RunnerEndingTest, ATermIsHonouredWithinTheGrace) {
  Command command = script("trap 'echo bye; exit 0' TERM; while :; do sleep 1000; done");
  command.limits.deadline = kStarted;
  command.limits.grace = seconds(30);  // over as soon as the program is
  const auto ended = run(command);
  EXPECT_TRUE(ended_by<TimedOut>(ended));
  EXPECT_EQ(ended.output, "bye\n");
}

TEST_F(RunnerEndingTest, WhatOutlivesTheFirstProcessIsEnded) {
  LifeLine line;
  const auto first = run(line.held_by(script("sleep 1000 & sleep 1000 & exit 3")));
  EXPECT_EQ(exit_code(first), 3);
  EXPECT_TRUE(line.breaks());
}

TEST_F(RunnerEndingTest, WhatIgnoresTheTermOfItsGroupIsEndedToo) {
  LifeLine line;
  Command command = script("(trap '' TERM; while :; do sleep 1000; done) & wait");
  command.limits.deadline = kStarted;
  command.limits.grace = milliseconds(50);
  EXPECT_TRUE(ended_by<TimedOut>(run(line.held_by(command))));
  EXPECT_TRUE(line.breaks());
}

TEST_F(RunnerEndingTest, AProgramThatSleepsForEverIsStalled) {
  Command command = script("exec sleep 1000");
  command.limits.stall = milliseconds(300);
  EXPECT_TRUE(ended_by<Stalled>(run(command)));
}

TEST_F(RunnerEndingTest, AProgramWhoseChildrenSleepForEverIsStalled) {
  LifeLine line;
  Command command = script("sleep 1000 & sleep 1000 & wait");
  command.limits.stall = milliseconds(300);
  EXPECT_TRUE(ended_by<Stalled>(run(line.held_by(command))));
  EXPECT_TRUE(line.breaks());
}

TEST_F(RunnerEndingTest, AProgramThatComputesIsNotStalled) {
  Command command = script("while :; do :; done");
  command.limits.stall = kShort;
  command.limits.deadline = 3 * kShort;
  EXPECT_TRUE(ended_by<TimedOut>(run(command)));
}

TEST_F(RunnerEndingTest, AProgramThatWaitsForAChildThatComputesIsNotStalled) {
  Command command = script("(while :; do :; done) & wait");
  command.limits.stall = kShort;
  command.limits.deadline = 3 * kShort;
  EXPECT_TRUE(ended_by<TimedOut>(run(command)));
}

TEST_F(RunnerEndingTest, AProgramThatNapsIsNotStalled) {
  Command command = script("while :; do sleep 0.02; done");
  command.limits.stall = milliseconds(400);
  command.limits.deadline = milliseconds(1200);
  EXPECT_TRUE(ended_by<TimedOut>(run(command)));
}

TEST_F(RunnerEndingTest, OutputWithoutEndDoesNotPutOffTheDeadline) {
  LifeLine line;
  Command command = script("for i in 1 2 3 4; do yes & yes >&2 & done; wait");
  command.limits.deadline = kStarted;
  const auto flood = run(line.held_by(command));
  EXPECT_TRUE(ended_by<TimedOut>(flood));
  EXPECT_TRUE(flood.cut);
  EXPECT_EQ(flood.output.size(), command.limits.output_bytes);
  EXPECT_TRUE(line.breaks());
}

TEST_F(RunnerEndingTest, AWriterThatLeftTheGroupDoesNotHoldTheGraderUp) {
  // It ends by itself: its next write finds no reader.
  LifeLine line;
  EXPECT_EQ(exit_code(run(line.held_by(script("for i in 1 2 3 4; do setsid yes & done; exit 5")))),
            5);
  EXPECT_TRUE(line.breaks());
}

TEST_F(RunnerEndingTest, MoreCpuTimeThanAllowedIsATimeOut) {
  Command command = script("while :; do :; done");
  command.limits.cpu = seconds(1);
  const auto computing = run(command);
  EXPECT_TRUE(ended_by<TimedOut>(computing));
  EXPECT_GE(computing.cpu, milliseconds(500));
}

TEST_F(RunnerEndingTest, SleepingUsesUpNoCpuTime) {
  Command command = script("sleep 1.1; exit 4");
  command.limits.cpu = seconds(1);
  EXPECT_EQ(exit_code(run(command)), 4);
}

TEST_F(RunnerEndingTest, AKillByAnotherIsNoTimeOut) {
  Command command = script("kill -KILL $$");
  command.limits.cpu = seconds(1);
  EXPECT_EQ(signal_of(run(command)), SIGKILL);
}

}  // namespace
}  // namespace sandbox
