#include "sandbox/foreground.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <system_error>

namespace sandbox {
namespace {

TEST(Foreground, TellsTheExitCode) { EXPECT_EQ(run_in_foreground({"/bin/sh", "-c", "exit 3"}), 3); }

TEST(Foreground, TellsTheSignal) {
  EXPECT_EQ(run_in_foreground({"/bin/sh", "-c", "kill -TERM $$"}), 128 + SIGTERM);
}

TEST(Foreground, TheProgramHearsTheTerminalsSignalsAndWeDoNot) {
  EXPECT_EQ(run_in_foreground({"/bin/sh", "-c", "kill -INT $PPID; kill -INT $$"}), 128 + SIGINT);
}

TEST(Foreground, AfterwardsSignalsMeanWhatTheyMeantBefore) {
  struct sigaction before{};
  struct sigaction after{};
  ::sigaction(SIGINT, nullptr, &before);
  run_in_foreground({"/bin/sh", "-c", "exit 0"});
  ::sigaction(SIGINT, nullptr, &after);
  EXPECT_EQ(before.sa_handler, after.sa_handler);
}

TEST(Foreground, WhatIsNotThereCannotBeStarted) {
  EXPECT_THROW(run_in_foreground({"/no/such/program"}), std::system_error);
}

TEST(FindProgram, LooksInPath) {
  EXPECT_THAT(find_program("sh"), testing::EndsWith("/sh"));
  EXPECT_EQ(find_program("no-program-of-that-name"), "");
}

}  // namespace
}  // namespace sandbox
