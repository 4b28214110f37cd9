// How a program is explored: what it is started with, and what of its words is
// believed.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

#include "judge/schedules.hpp"

namespace judge {
namespace {

using testing::Contains;
using testing::IsEmpty;
using testing::Key;
using testing::Not;
using testing::Pair;

// A program that talks over its channel; other programs say nothing.
class FakeProgram : public sandbox::Runner {
 public:
  using Talk = std::function<void(const sandbox::Channel& channel, const std::string& nonce)>;

  explicit FakeProgram(Talk talk) : talk_(std::move(talk)) {}

  sandbox::Run run(const sandbox::Command& command) const override {
    if (command.channel) {
      command_ = command;
      const std::string& greeting = command.channel->greeting;
      talk_(*command.channel, greeting.substr(0, greeting.size() - 1));
    } else {
      ++others;
    }
    sandbox::Run run;
    run.end = sandbox::Exited{1};
    return run;
  }

  const sandbox::Command& command() const { return command_; }

  mutable int others = 0;

 private:
  Talk talk_;
  mutable sandbox::Command command_;
};

TEST(ExploreTest, AsksForTheSchedulesThatAreWanted) {
  const FakeProgram program([](const auto& /*channel*/, const auto& /*nonce*/) {});
  sandbox::Command command;
  command.arguments = {"/work/program"};
  explore(command,
          {.count = 300,
           .whole = true,
           .replay = "pos-7",
           .first = 42,
           .strategy = "pct3",
           .adversary = "time",
           .budget = std::chrono::seconds(2)},
          "symbolizer", program);
  const auto& environment = program.command().environment;
  EXPECT_THAT(environment, Contains(Pair("EXPLORE_SCHEDULES", "300")));
  EXPECT_THAT(environment, Contains(Pair("EXPLORE_SEED", "42")));
  EXPECT_THAT(environment, Contains(Pair("EXPLORE_STRATEGY", "pct3")));
  EXPECT_THAT(environment, Contains(Pair("EXPLORE_ADVERSARY", "time")));
  EXPECT_THAT(environment, Contains(Pair("EXPLORE_REPLAY", "pos-7")));
  EXPECT_THAT(environment, Contains(Pair("EXPLORE_WHOLE", "1")));
  EXPECT_THAT(environment, Contains(Pair("EXPLORE_BUDGET_MS", "2000")));
  EXPECT_THAT(environment, Contains(Pair("EXPLORE_STOP", "1")));
  EXPECT_TRUE(program.command().fixed_addresses);
  EXPECT_EQ(program.others, 0) << "nothing failed, so there is no line to name";
}

TEST(ExploreTest, LeavesOutWhatIsNotWanted) {
  const FakeProgram program([](const auto& /*channel*/, const auto& /*nonce*/) {});
  explore({}, {.count = 1}, "symbolizer", program);
  for (const char* name : {"EXPLORE_STRATEGY", "EXPLORE_ADVERSARY", "EXPLORE_REPLAY",
                           "EXPLORE_WHOLE", "EXPLORE_BUDGET_MS"}) {
    EXPECT_THAT(program.command().environment, Not(Contains(Key(name)))) << name;
  }
}

TEST(ExploreTest, TakesTheFailureTheTestsOwnResultAndTheEnd) {
  const FakeProgram program([](const sandbox::Channel& channel, const std::string& nonce) {
    const std::string said = R"({\"nonce\": \")" + nonce +
                             R"(\", \"kind\": \"test\", \"test\": \"Orders.Pay\", )" +
                             R"(\"passed\": false, \"leftovers\": [], \"failures\": []})";
    channel.answer(R"({"failure": "failed", "seed": "random-7", "confirmed": true, )"
                   R"("steps": [{"t": 1, "do": "lock", "on": 1, "at": ["0x10"]}], "said": ")" +
                   said + "\"}");
    channel.answer(R"({"schedules": 7, "failures": 1})");
  });
  sandbox::Command command;
  command.arguments = {"/work/program"};
  const ExploredRun run = explore(command, {.count = 300}, "symbolizer", program);
  ASSERT_TRUE(run.failure.has_value());
  EXPECT_EQ(run.failure->seed, "random-7");
  ASSERT_TRUE(run.result.has_value());
  EXPECT_EQ(run.result->test, "Orders.Pay");
  ASSERT_TRUE(run.summary.has_value());
  EXPECT_EQ(run.summary->schedules, 7U);
  EXPECT_EQ(program.others, 1) << "the symbolizer";
}

// The explored program does not hold the line; what it makes its test say needs
// the nonce.
TEST(ExploreTest, BelievesNoResultWithoutTheNonce) {
  const FakeProgram program([](const sandbox::Channel& channel, const std::string& /*nonce*/) {
    channel.answer("nonsense");
    channel.answer(R"({"nonce": "0", "kind": "test", "test": "Orders.Pay", "passed": true})");
    channel.answer(R"({"failure": "failed", "seed": "random-7", "confirmed": true, "said": )"
                   R"("{\"nonce\": \"0\", \"kind\": \"test\", \"test\": \"Orders.Pay\", )"
                   R"(\"passed\": true, \"leftovers\": [], \"failures\": []}"})");
  });
  sandbox::Command command;
  command.arguments = {"/work/program"};
  const ExploredRun run = explore(command, {.count = 300}, "symbolizer", program);
  EXPECT_FALSE(run.result.has_value());
  EXPECT_FALSE(run.summary.has_value());
  EXPECT_TRUE(run.failure.has_value());
  EXPECT_THAT(run.lines, IsEmpty());
}

}  // namespace
}  // namespace judge
