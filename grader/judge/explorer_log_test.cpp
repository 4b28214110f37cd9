#include "judge/explorer_log.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace judge {
namespace {

using testing::ElementsAre;
using testing::SizeIs;

TEST(ExplorerLogTest, ReadsAFailure) {
  const auto line = read_explorer_line(
      R"({"failure": "deadlock", "seed": "pct3-230-7", "schedule": 12, "confirmed": true,
          "threads": 3, "length": 40, "reason": "",
          "steps": [{"t": 1, "do": "lock", "on": 3, "at": ["0x10", "0xff"]},
                    {"t": 2, "do": "wake_up", "on": 4, "late": true, "at": []}],
          "waiting": [{"t": 1, "do": "lock", "on": 5, "holder": 2, "since": 0, "at": ["0x20"]},
                      {"t": 2, "do": "wait", "on": 4, "at": ["0x30"]}],
          "lost": {"on": 4, "step": 1}})");
  ASSERT_TRUE(line.has_value());
  const auto& failure = std::get<ExplorerFailure>(*line);
  EXPECT_EQ(failure.kind, "deadlock");
  EXPECT_EQ(failure.seed, "pct3-230-7");
  EXPECT_TRUE(failure.confirmed);
  ASSERT_THAT(failure.steps, SizeIs(2));
  EXPECT_EQ(failure.steps[0].thread, 1U);
  EXPECT_EQ(failure.steps[0].action, "lock");
  EXPECT_EQ(failure.steps[0].object, 3U);
  EXPECT_FALSE(failure.steps[0].late);
  EXPECT_THAT(failure.steps[0].at, ElementsAre(0x10, 0xff));
  EXPECT_TRUE(failure.steps[1].late);
  ASSERT_THAT(failure.waiting, SizeIs(2));
  EXPECT_EQ(failure.waiting[0].holder, 2U);
  EXPECT_EQ(failure.waiting[0].since, 0U);
  EXPECT_FALSE(failure.waiting[1].holder.has_value());
  ASSERT_TRUE(failure.lost.has_value());
  EXPECT_EQ(failure.lost->step, 1U);
}

TEST(ExplorerLogTest, CountsStepsThatAreSkipped) {
  ExplorerFailure failure;
  failure.skipped = 10;
  failure.steps.resize(2);
  EXPECT_EQ(step_of(failure, 9), nullptr);
  EXPECT_EQ(step_of(failure, 10), &failure.steps[0]);
  EXPECT_EQ(step_of(failure, 11), &failure.steps[1]);
  EXPECT_EQ(step_of(failure, 12), nullptr);
}

TEST(ExplorerLogTest, ReadsARaceAndACrash) {
  const auto race = read_explorer_line(
      R"({"failure": "race", "seed": "random-1", "confirmed": true, "race": [
          {"t": 1, "write": true, "atomic": false, "bytes": 8, "at": ["0x1"]},
          {"t": 2, "write": false, "atomic": true, "bytes": 8, "at": ["0x2"]}]})");
  ASSERT_TRUE(race.has_value());
  const auto& accesses = std::get<ExplorerFailure>(*race).race;
  ASSERT_THAT(accesses, SizeIs(2));
  EXPECT_TRUE(accesses[0].write);
  EXPECT_TRUE(accesses[1].atomic);
  const auto crash = read_explorer_line(
      R"({"failure": "crashed", "seed": "pos-3", "confirmed": false, "signal": 11, "said": "x"})");
  ASSERT_TRUE(crash.has_value());
  EXPECT_EQ(std::get<ExplorerFailure>(*crash).signal, 11);
  EXPECT_EQ(std::get<ExplorerFailure>(*crash).said, "x");
  EXPECT_FALSE(std::get<ExplorerFailure>(*crash).thrown.has_value());
}

TEST(ExplorerLogTest, ReadsTheLastException) {
  const auto line = read_explorer_line(
      R"({"failure": "crashed", "seed": "pos-3", "confirmed": true, "signal": 6,
          "thrown": {"t": 2, "ends": true, "at": ["0x10", "0x20"]}})");
  ASSERT_TRUE(line.has_value());
  const auto& thrown = std::get<ExplorerFailure>(*line).thrown;
  ASSERT_TRUE(thrown.has_value());
  EXPECT_EQ(thrown->thread, 2U);
  EXPECT_TRUE(thrown->ends);
  EXPECT_EQ(thrown->at, (CallSites{0x10, 0x20}));
}

TEST(ExplorerLogTest, ReadsTheEnd) {
  const auto line = read_explorer_line(
      R"({"schedules": 300, "failures": 1, "first": 7, "steps": 90, "seconds": 0.2})");
  ASSERT_TRUE(line.has_value());
  EXPECT_EQ(std::get<ExplorerSummary>(*line).schedules, 300U);
  EXPECT_EQ(std::get<ExplorerSummary>(*line).failures, 1U);
}

TEST(ExplorerLogTest, RefusesEverythingElse) {
  for (const char* line :
       {"", "{", "null", "[]", R"({"failure": 3})", R"({"schedules": "all", "failures": 0})",
        R"({"failure": "race", "seed": "random-1", "confirmed": true, "steps": [{"t": "x"}]})",
        R"({"nonce": "0", "kind": "test"})"}) {
    EXPECT_FALSE(read_explorer_line(line).has_value()) << line;
  }
}

}  // namespace
}  // namespace judge
