// The private line between the grader and a program, and interruption by the user.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <csignal>
#include <stdexcept>

#include "sandbox/runner_fixture.hpp"

namespace sandbox {
namespace {

using testing::ElementsAre;

using RunnerChannelTest = RunnerTest;
using Lines = std::vector<std::string>;

// A script with the line as descriptor $line; `answer` answers what it sends.
Command talk(const std::string& greeting, const std::string& text,
             std::function<std::optional<std::string>(std::string_view)> answer) {
  Command command = script("line=$COURSE_RESULT_FD; " + text);
  command.channel = Channel{greeting, std::move(answer)};
  return command;
}

std::string silence(std::string_view /*line*/) { return {}; }

TEST_F(RunnerChannelTest, TheGreetingWaitsForTheProgram) {
  const Command command =
      talk("nonce\nmore\n", "read -r a <&$line; read -r b <&$line; echo $a $b", silence);
  EXPECT_EQ(run(command).output, "nonce more\n");
}

TEST_F(RunnerChannelTest, EveryWholeLineIsAnsweredInOrder) {
  Lines heard;
  const Command command =
      talk("", "printf 'one\\ntwo\\n' >&$line; read -r a <&$line; read -r b <&$line; echo $a $b",
           [&](std::string_view line) {
             heard.emplace_back(line);
             return "re:" + std::string(line) + "\n";
           });
  EXPECT_EQ(run(command).output, "re:one re:two\n");
  EXPECT_THAT(heard, ElementsAre("one", "two"));
}

TEST_F(RunnerChannelTest, ALineIsHeardOnlyOnceItIsWhole) {
  Lines heard;
  const Command command =
      talk("", "printf 'begin' >&$line; printf ' end\\nrest' >&$line", [&](std::string_view line) {
        heard.emplace_back(line);
        return "";
      });
  EXPECT_TRUE(run(command).succeeded());
  EXPECT_THAT(heard, ElementsAre("begin end"));
}

TEST_F(RunnerChannelTest, NothingEndsTheConversation) {
  const Command command =
      talk("", "echo hello >&$line; read -r reply <&$line || echo hung up",
           [](std::string_view) -> std::optional<std::string> { return std::nullopt; });
  EXPECT_EQ(run(command).output, "hung up\n");
}

TEST_F(RunnerChannelTest, WhatWasSentBeforeTheEndIsHeard) {
  Lines heard;
  const Command command =
      talk("", "echo last words >&$line; kill -KILL $$", [&](std::string_view line) {
        heard.emplace_back(line);
        return "";
      });
  EXPECT_EQ(signal_of(run(command)), SIGKILL);
  EXPECT_THAT(heard, ElementsAre("last words"));
}

TEST_F(RunnerChannelTest, AProgramWithoutALineIsToldOfNone) {
  EXPECT_EQ(run(script("echo ${COURSE_RESULT_FD-none}")).output, "none\n");
}

TEST_F(RunnerChannelTest, AFloodOfLinesDoesNotPutOffTheDeadline) {
  LifeLine life;
  Command command = talk("", "for i in 1 2 3; do yes >&$line & done; wait",
                         [](std::string_view) { return "a reply that nobody reads\n"; });
  command.limits.deadline = std::chrono::milliseconds(1000);
  EXPECT_TRUE(ended_by<TimedOut>(run(life.held_by(command))));
  EXPECT_TRUE(life.breaks());
}

TEST_F(RunnerChannelTest, AFloodWithoutALineEndIsCutOff) {
  const auto flood = run(talk("", "exec tr -d x </dev/zero >&$line", silence));
  EXPECT_FALSE(flood.succeeded());
  EXPECT_FALSE(ended_by<TimedOut>(flood));
}

// Tells the grader that it runs, and does not end.
constexpr const char* kReadyForEver = "echo ready >&$line; while :; do sleep 1000; done";

TEST_F(RunnerChannelTest, AnInterruptEndsTheRunAndLeavesNothing) {
  LifeLine life;
  const Command command = talk("", kReadyForEver, [](std::string_view) {
    ::kill(::getpid(), SIGINT);
    return "";
  });
  EXPECT_THROW(run(life.held_by(command)), Interrupted);
  EXPECT_TRUE(life.breaks());
}

TEST_F(RunnerChannelTest, NothingStartsAfterAnInterrupt) {
  LifeLine life;
  std::raise(SIGTERM);
  EXPECT_THROW(run(life.held_by(script("sleep 1000"))), Interrupted);
  EXPECT_TRUE(life.breaks());
}

TEST_F(RunnerChannelTest, AnAnswerThatThrowsEndsTheRunAndLeavesNothing) {
  LifeLine life;
  const Command command = talk("", kReadyForEver, [](std::string_view) -> std::string {
    throw std::runtime_error("no answer");
  });
  EXPECT_THROW(run(life.held_by(command)), std::runtime_error);
  EXPECT_TRUE(life.breaks());
}

}  // namespace
}  // namespace sandbox
