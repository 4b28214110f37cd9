// Programs that take more than they may, with and without bubblewrap.

#include <gtest/gtest.h>

#include "sandbox/runner_fixture.hpp"
#include "sandbox/scratch_tree.hpp"

namespace sandbox {
namespace {

using std::chrono::seconds;

constexpr std::size_t kMiB = std::size_t{1} << 20U;

using RunnerQuotaTest = RunnerBothWaysTest;

INSTANTIATE_TEST_SUITE_P(Isolation, RunnerQuotaTest, testing::Bool(), name_of_way);

std::string overran(const Run& run) {
  const Overran* end = std::get_if<Overran>(&run.end);
  return end == nullptr ? "" : end->what;
}

TEST_P(RunnerQuotaTest, TakingTooMuchMemoryEndsTheRun) {
  LifeLine line;
  Command command = script("exec dd if=/dev/zero of=/dev/null bs=300M");
  command.limits.memory_bytes = 200 * kMiB;
  EXPECT_EQ(overran(run(line.held_by(command))), "more than 200 MiB of memory");
  EXPECT_TRUE(line.breaks());
}

TEST_P(RunnerQuotaTest, MemoryOfAllProcessesCountsTogether) {
  Command command = script("for i in 1 2 3 4; do dd if=/dev/zero of=/dev/null bs=70M & done; wait");
  command.limits.memory_bytes = 200 * kMiB;
  EXPECT_EQ(overran(run(command)), "more than 200 MiB of memory");
}

TEST_P(RunnerQuotaTest, AForkBombEndsAtOnceAndNothingOfItStays) {
  LifeLine line;
  // It would come to an end of its own accord, at two thousand.
  Command command = script(
      "trap '' TERM; f() { [ $1 -gt 0 ] && { f $(($1 - 1)) & f $(($1 - 1)) & wait; }; sleep 1000; "
      "}; "
      "f 10");
  command.limits.threads = 200;
  command.limits.grace = seconds(300);
  const auto bomb = run(line.held_by(command));
  EXPECT_EQ(overran(bomb), "more than 200 threads and processes");
  EXPECT_LT(bomb.wall, seconds(100)) << "it got a grace";
  EXPECT_TRUE(line.breaks());
}

TEST_P(RunnerQuotaTest, AForkBombWithoutAnEndEndsToo) {
  const bool counted = ControlGroups().available() || (GetParam() && ::geteuid() != 0);
  if (!counted) {
    GTEST_SKIP() << "nothing but the tests' own looks would hold it here";
  }
  LifeLine line;
  Command command = script("trap '' TERM; b() { b & b; }; b");
  command.limits.threads = 300;
  command.limits.deadline = std::chrono::seconds(120);
  EXPECT_EQ(overran(run(line.held_by(command))), "more than 300 threads and processes");
  EXPECT_TRUE(line.breaks());
}

TEST_P(RunnerQuotaTest, StoringTooMuchEndsTheRun) {
  const ScratchTree tree;
  Command command = script("for i in {1..9}; do head -c 1M /dev/zero >$i; done; exec sleep 1000");
  command.folder = tree.path();
  command.writable = {tree.path()};
  command.limits.disk_bytes = 4 * kMiB;
  EXPECT_EQ(overran(run(command)), "more than 4 MiB of files");
}

TEST_P(RunnerQuotaTest, DeletedFilesThatAreOpenCountToo) {
  const ScratchTree tree;
  Command command = script(
      "for i in {1..9}; do exec {fd}>x; head -c 1M /dev/zero >&$fd; rm x; done; exec sleep 1000");
  command.folder = tree.path();
  command.writable = {tree.path()};
  command.limits.disk_bytes = 4 * kMiB;
  EXPECT_EQ(overran(run(command)), "more than 4 MiB of files");
}

TEST_P(RunnerQuotaTest, TooManyFilesEndTheRun) {
  const ScratchTree tree;
  Command command = script("mkdir {1..60}; exec sleep 1000");
  command.folder = tree.path();
  command.writable = {tree.path()};
  command.limits.files = 50;
  EXPECT_EQ(overran(run(command)), "more than 50 files");
}

TEST_P(RunnerQuotaTest, WhatAProgramLeftCountsHoweverFastItWas) {
  const ScratchTree tree;
  Command command = script("mkdir {1..60}");
  command.folder = tree.path();
  command.writable = {tree.path()};
  command.limits.files = 50;
  EXPECT_EQ(overran(run(command)), "more than 50 files");
}

TEST_P(RunnerQuotaTest, FilesInItsPrivateFoldersCountToo) {
  if (!isolation_.is_full()) {
    GTEST_SKIP() << "there are none";
  }
  Command command = script("mkdir /tmp/{1..60} && exec sleep 1000");
  command.limits.files = 50;
  EXPECT_EQ(overran(run(command)), "more than 50 files");
  command = script("head -c 9M /dev/zero >/dev/shm/x && exec sleep 1000");
  command.limits.disk_bytes = 4 * kMiB;
  EXPECT_EQ(overran(run(command)), "more than 4 MiB of files");
}

TEST_P(RunnerQuotaTest, WhoStaysBelowRunsToTheEnd) {
  Command command = script("for i in {1..30}; do sleep 0.3 & done; wait; exit 4");
  command.limits.threads = 40;
  command.limits.memory_bytes = 200 * kMiB;
  EXPECT_EQ(exit_code(run(command)), 4);
}

TEST_P(RunnerQuotaTest, NoLimitIsNoLimit) {
  Command command = script("for i in {1..30}; do sleep 0.3 & done; wait; exit 4");
  command.limits.threads = 0;
  EXPECT_EQ(exit_code(run(command)), 4);
  command.limits.threads = 40;
  command.limits.memory_bytes = 0;
  EXPECT_EQ(exit_code(run(command)), 4);
}

}  // namespace
}  // namespace sandbox
