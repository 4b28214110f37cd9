// What a program gets, and what comes back of it. How runs are ended, what goes
// over the private line and what many runs at once do is tested in files beside.

#include "sandbox/runner.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <system_error>

#include "sandbox/runner_fixture.hpp"
#include "sandbox/scratch_tree.hpp"

namespace sandbox {
namespace {

using testing::HasSubstr;
using testing::StartsWith;
using testing::UnorderedElementsAre;

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t from = 0; from < text.size();) {
    const std::size_t end = std::min(text.find('\n', from), text.size());
    lines.push_back(text.substr(from, end - from));
    from = end + 1;
  }
  return lines;
}

TEST_F(RunnerTest, TellsTheExitCode) {
  const auto good = run(script("exit 0"));
  EXPECT_EQ(exit_code(good), 0);
  EXPECT_TRUE(good.succeeded());
  const auto bad = run(script("exit 7"));
  EXPECT_EQ(exit_code(bad), 7);
  EXPECT_FALSE(bad.succeeded());
}

TEST_F(RunnerTest, TellsTheSignalThatEndedTheProgram) {
  EXPECT_EQ(signal_of(run(script("kill -SEGV $$"))), SIGSEGV);
}

TEST_F(RunnerTest, ReadsASignalFromTheExitCodeAsAShellReportsIt) {
  EXPECT_EQ(signal_of(run(script("exit 139"))), SIGSEGV);
  EXPECT_EQ(exit_code(run(script("exit 128"))), 128);
  EXPECT_EQ(signal_of(run(script("exit 192"))), 64);
  EXPECT_EQ(exit_code(run(script("exit 193"))), 193);
}

TEST_F(RunnerTest, KeepsBothOutputsApart) {
  const auto both = run(script("echo good; echo bad >&2"));
  EXPECT_EQ(both.output, "good\n");
  EXPECT_EQ(both.errors, "bad\n");
  EXPECT_FALSE(both.cut);
}

TEST_F(RunnerTest, CutsOutputAtTheLimitAndSaysSo) {
  Command command = script("printf 12345");
  command.limits.output_bytes = 5;
  EXPECT_EQ(run(command).output, "12345");
  EXPECT_FALSE(run(command).cut);
  command.limits.output_bytes = 4;
  EXPECT_EQ(run(command).output, "1234");
  EXPECT_TRUE(run(command).cut);
}

TEST_F(RunnerTest, CutsEachOutputForItself) {
  Command command = script("printf 123; printf 123456 >&2");
  command.limits.output_bytes = 4;
  const auto both = run(command);
  EXPECT_EQ(both.output, "123");
  EXPECT_EQ(both.errors, "1234");
  EXPECT_TRUE(both.cut);
}

TEST_F(RunnerTest, AProgramThatPrintsMuchIsNotHeldUp) {
  const auto much = run(script("head -c 3000000 /dev/zero; echo done >&2"));
  EXPECT_TRUE(much.succeeded());
  EXPECT_EQ(much.output.size(), 64U * 1024U);
  EXPECT_EQ(much.errors, "done\n");
}

TEST_F(RunnerTest, HasNothingToRead) { EXPECT_EQ(run(script("cat; echo end")).output, "end\n"); }

TEST_F(RunnerTest, StartsInItsFolder) {
  const ScratchTree tree;
  Command command = script("pwd");
  command.folder = tree.path();
  EXPECT_EQ(run(command).output, tree.path().string() + "\n");
}

TEST_F(RunnerTest, GivesNothingOfTheGradersEnvironment) {
  ::setenv("GRADER_SECRET", "token", 1);
  Command command;
  command.arguments = {"/usr/bin/env"};
  command.folder = "/";
  command.environment = {{"TMPDIR", "/tmp/x"}};
  EXPECT_THAT(lines_of(run(command).output),
              UnorderedElementsAre("PATH=/usr/local/bin:/usr/bin:/bin", "LC_ALL=C.UTF-8",
                                   "TMPDIR=/tmp/x", StartsWith("COURSE_RUN=")));
  ::unsetenv("GRADER_SECRET");
}

TEST_F(RunnerTest, WhatACommandSetsReplacesTheDefault) {
  Command command;
  command.arguments = {"/usr/bin/env"};
  command.folder = "/";
  command.environment = {{"PATH", "/opt/tools/bin"}};
  EXPECT_THAT(
      lines_of(run(command).output),
      UnorderedElementsAre("PATH=/opt/tools/bin", "LC_ALL=C.UTF-8", StartsWith("COURSE_RUN=")));
}

TEST_F(RunnerTest, ABlockedOrIgnoredSignalStaysWithTheGrader) {
  sigset_t blocked;
  sigset_t before;
  sigemptyset(&blocked);
  sigaddset(&blocked, SIGUSR1);
  ::pthread_sigmask(SIG_BLOCK, &blocked, &before);
  auto* const handler = ::signal(SIGPIPE, SIG_IGN);
  const auto mask = run(script("kill -USR1 $$"));
  const auto pipe = run(script("kill -PIPE $$"));
  ::signal(SIGPIPE, handler);
  ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
  EXPECT_EQ(signal_of(mask), SIGUSR1);
  EXPECT_EQ(signal_of(pipe), SIGPIPE);
}

TEST_F(RunnerTest, WritesNoLargerFileThanAllowedAndNoCore) {
  const ScratchTree tree;
  Command command = script("ulimit -c; exec head -c 5000 /dev/zero >large");
  command.folder = tree.path();
  command.limits.file_bytes = 1000;
  const auto cut = run(command);
  EXPECT_EQ(cut.output, "0\n");
  EXPECT_FALSE(cut.succeeded());
  EXPECT_EQ(std::filesystem::file_size(tree.path() / "large"), 1000U);
}

TEST_F(RunnerTest, GetsNoMoreMemoryThanAllowed) {
  Command command = script("ulimit -v");
  command.limits.address_space_bytes = std::size_t{2} << 30U;
  EXPECT_EQ(run(command).output, std::to_string(2U << 20U) + "\n");
}

void expect_start_failure(const Runner& runner, const Command& command, int error) {
  try {
    runner.run(command);
    ADD_FAILURE() << "it started";
  } catch (const std::system_error& thrown) {
    EXPECT_EQ(thrown.code().value(), error);
    EXPECT_THAT(thrown.what(), HasSubstr("cannot start " + command.arguments.front()));
  }
}

TEST_F(RunnerTest, NamesTheProgramThatCannotBeStarted) {
  const ScratchTree tree;
  Command command;
  command.folder = "/";
  command.arguments = {"/nowhere/program"};
  expect_start_failure(runner_, command, ENOENT);
  command.arguments = {tree.add("plain.txt", "text").string()};
  expect_start_failure(runner_, command, EACCES);
  command.arguments = {"/bin/true"};
  command.folder = "/nowhere";
  expect_start_failure(runner_, command, ENOENT);
}

}  // namespace
}  // namespace sandbox
