// Timing against programs that lie, waver or do not end, and on machines that are busy.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <optional>

#include "judge/fake_machine.hpp"
#include "judge/timing.hpp"

namespace judge {
namespace {

using course::Bound;
using nlohmann::json;
using testing::HasSubstr;

// A benchmark program whose rounds take as long as `yours` says. It says
// `forged` before each true line.
class FakeProgram : public sandbox::Runner {
 public:
  std::function<double(int round)> yours = [](int) { return 5e7; };
  double cpu_ns = 1e6;
  std::vector<std::string> forged;
  sandbox::End end = sandbox::Exited{0};
  int rounds_until_death = 1000;
  std::chrono::nanoseconds process_cpu_per_round{0};
  mutable std::chrono::nanoseconds said_cpu{0};
  mutable int runs = 0;
  mutable std::vector<json> requests;
  mutable sandbox::Command last;

  sandbox::Run run(const sandbox::Command& command) const override {
    ++runs;
    last = command;
    const std::string& greeting = command.channel->greeting;
    const std::string nonce = greeting.substr(0, greeting.find('\n'));
    std::optional<std::string> request = greeting.substr(nonce.size() + 1);
    for (int round = -1; request && round < rounds_until_death; ++round) {
      EXPECT_TRUE(request->ends_with('\n'));
      requests.push_back(json::parse(*request));
      for (const std::string& line : forged) {
        EXPECT_EQ(command.channel->answer(line), "") << line;
      }
      request = command.channel->answer(round < 0 ? fitted(nonce) : timed(nonce, yours(round)));
    }
    sandbox::Run run;
    run.end = end;
    run.errors = "last words";
    return run;
  }

 private:
  std::string fitted(const std::string& nonce) const {
    return json{
        {"nonce", nonce}, {"kind", "fit"}, {"size", 1}, {"process_cpu_ns", said_cpu.count()}}
        .dump();
  }
  std::string timed(const std::string& nonce, double yours_ns) const {
    said_cpu += process_cpu_per_round;
    return json{{"nonce", nonce},         {"kind", "round"},
                {"serial_ns", 1e8},       {"attainable_ns", 1e8},
                {"attainable_work", 2},   {"yours_ns", yours_ns},
                {"yours_cpu_ns", cpu_ns}, {"process_cpu_ns", said_cpu.count()}}
        .dump();
  }
};

Finding judge_with(const sandbox::Runner& runner, Bound bound = Bound::cpu, unsigned workers = 2,
                   unsigned cpus = 2, const FakeMachine& machine = {}) {
  course::Exercise exercise;
  exercise.number = "07";
  const bool ceiling = bound == Bound::ceiling;
  const course::SpeedRow row{.name = "row",
                             .bound = bound,
                             .workers = workers,
                             .full = ceiling ? 0.15 : 0.8,
                             .none = ceiling ? 0.4 : 0.3,
                             .points = 20};
  return judge_speed({"/built/program", build::Profile::bench, {}}, exercise, row, cpus, "/scratch",
                     runner, std::cref(machine));
}

TEST(HostileSpeedTest, ForgedLinesBetweenTrueOnesChangeNothing) {
  FakeProgram serial;
  serial.yours = [](int) { return 1e8; };
  serial.forged = {R"({"kind":"round","serial_ns":1e9,"yours_ns":1,"attainable_ns":1e9})",
                   R"({"nonce":"","kind":"round","serial_ns":1e9,"yours_ns":1})",
                   R"({"nonce":1,"kind":"error","error":"x"})",
                   R"({"nonce":null})",
                   R"({"nonce":["x"]})",
                   R"({"nonce":{"a":1}})",
                   R"([1,2])",
                   "\"text\"",
                   "{",
                   "",
                   "\xff\xfe",
                   std::string(500'000, '[')};
  const Finding finding = judge_with(serial);
  EXPECT_EQ(finding.verdict, Verdict(Slow{}));
  EXPECT_EQ(finding.speed->rounds.size(), 10U);
  EXPECT_NEAR(finding.speed->gain, 0, 1e-9);
  EXPECT_EQ(finding.again, "grader/grade run 07");
}

TEST(HostileSpeedTest, ANonceServesOneRun) {
  FakeProgram program;
  judge_with(program);
  const std::string first = program.last.channel->greeting;
  judge_with(program);
  EXPECT_NE(program.last.channel->greeting.substr(0, 32), first.substr(0, 32));
}

TEST(HostileSpeedTest, FirstASizeIsFittedThenRoundsAreAskedFor) {
  FakeProgram program;
  judge_with(program);
  ASSERT_EQ(program.requests.size(), 6U);
  EXPECT_EQ(program.requests[0].at("request"), "fit");
  for (std::size_t i = 1; i < program.requests.size(); ++i) {
    EXPECT_EQ(program.requests[i].at("request"), "round");
    EXPECT_EQ(program.requests[i].at("row"), "row");
    EXPECT_EQ(program.requests[i].at("workers"), 2);
  }
}

TEST(HostileSpeedTest, OnlyWhatMayBeFasterIsFittedToBeFaster) {
  const auto fastest = [](Bound bound) {
    FakeProgram program;
    judge_with(program, bound, 3, 4);
    return program.requests.at(0).at("fastest").get<unsigned>();
  };
  EXPECT_EQ(fastest(Bound::cpu), 3U);
  EXPECT_EQ(fastest(Bound::io), 3U);
  EXPECT_EQ(fastest(Bound::ceiling), 1U);
  EXPECT_EQ(fastest(Bound::floor), 1U);
}

TEST(HostileSpeedTest, RoundsThatWaverAreRepeatedOnceAndNoMore) {
  FakeProgram program;
  program.yours = [](int round) { return round % 9 == 3 ? 5e7 : 6.5e7; };
  const Finding finding = judge_with(program);
  EXPECT_EQ(finding.verdict, Verdict(Inconclusive{}));
  EXPECT_EQ(program.runs, 2);
  EXPECT_EQ(finding.speed->rounds.size(), 80U);
}

TEST(HostileSpeedTest, TheRepeatDecidesIfItCan) {
  FakeProgram program;
  program.yours = [&](int round) { return program.runs == 1 && round % 9 != 3 ? 6.5e7 : 5e7; };
  EXPECT_TRUE(passed(judge_with(program).verdict));
  EXPECT_EQ(program.runs, 2);
}

TEST(HostileSpeedTest, APassIsNotRepeated) {
  FakeProgram program;
  judge_with(program);
  EXPECT_EQ(program.runs, 1);
}

TEST(HostileSpeedTest, NearTheThresholdSlowTakesMoreRounds) {
  FakeProgram program;
  program.yours = [](int) { return 7e7; };
  const Finding finding = judge_with(program);
  EXPECT_EQ(finding.verdict, Verdict(Slow{}));
  EXPECT_EQ(finding.speed->rounds.size(), 25U);
}

TEST(HostileSpeedTest, SlowIsSlowTwice) {
  FakeProgram program;
  program.yours = [](int) { return 1e8; };
  EXPECT_EQ(judge_with(program).verdict, Verdict(Slow{}));
  EXPECT_EQ(program.runs, 2);
}

TEST(HostileSpeedTest, ManyTimesSlowerThanSerialNeedsNoManyRounds) {
  FakeProgram program;
  program.cpu_ns = 4e8;
  program.yours = [](int) { return 5e8; };
  const Finding finding = judge_with(program);
  EXPECT_EQ(finding.verdict, Verdict(Slow{}));
  EXPECT_EQ(finding.speed->rounds.size(), 2U);
  EXPECT_EQ(program.runs, 1);
}

TEST(HostileSpeedTest, OneStumbleIsNotManyTimesSlower) {
  FakeProgram program;
  program.yours = [](int round) { return round == 0 ? 5e9 : 5e7; };
  EXPECT_TRUE(passed(judge_with(program).verdict));
}

TEST(HostileSpeedTest, SoSlowThatTimeRunsOutIsSlow) {
  FakeProgram program;
  program.cpu_ns = 4e8;
  program.yours = [](int) { return 5e10; };
  program.rounds_until_death = 1;
  program.end = sandbox::TimedOut{};
  EXPECT_EQ(judge_with(program).verdict, Verdict(Slow{}));
}

TEST(HostileSpeedTest, ManyTimesSlowerAndThenACrashIsACrash) {
  FakeProgram program;
  program.cpu_ns = 4e8;
  program.yours = [](int) { return 5e8; };
  program.end = sandbox::Signalled{11};
  EXPECT_EQ(judge_with(program).verdict, Verdict(Crashed{11}));
}

TEST(HostileSpeedTest, RoundsBeforeACrashEarnNothing) {
  FakeProgram program;
  program.end = sandbox::Signalled{11};
  const Finding finding = judge_with(program);
  EXPECT_EQ(finding.verdict, Verdict(Crashed{11}));
  EXPECT_EQ(finding.evidence, "last words");
  EXPECT_FALSE(finding.speed);
}

TEST(HostileSpeedTest, TooFewRoundsAreNoMeasure) {
  FakeProgram program;
  program.rounds_until_death = 4;
  EXPECT_EQ(judge_with(program).verdict, Verdict(ExitedEarly{}));
}

TEST(HostileSpeedTest, TellsHowAProgramWasEnded) {
  FakeProgram program;
  program.rounds_until_death = 1;
  program.end = sandbox::TimedOut{};
  EXPECT_EQ(judge_with(program).verdict, Verdict(TimedOut{}));
  program.end = sandbox::Stalled{};
  EXPECT_EQ(judge_with(program).verdict, Verdict(Deadlocked{}));
  program.end = sandbox::Overran{"more than 2048 MiB of memory"};
  const Finding overran = judge_with(program);
  EXPECT_EQ(overran.verdict, Verdict(Crashed{9}));
  EXPECT_THAT(overran.headline, testing::HasSubstr("it used more than 2048 MiB of memory"));
  program.end = sandbox::Exited{0};
  EXPECT_EQ(judge_with(program).verdict, Verdict(ExitedEarly{}));
}

TEST(HostileSpeedTest, ACpuRowUsesTheCpusThereAreAndAnIoRowWhatItNeeds) {
  FakeProgram program;
  judge_with(program, Bound::cpu, 4, 3);
  EXPECT_EQ(program.requests.back().at("workers"), 3);
  judge_with(program, Bound::cpu, 4, 64);
  EXPECT_EQ(program.requests.back().at("workers"), 4);
  judge_with(program, Bound::io, 16, 1);
  EXPECT_EQ(program.requests.back().at("workers"), 16);
}

TEST(HostileSpeedTest, AnIoRowThatSkipsItsWaitsIsForAHumanToLookAt) {
  FakeProgram program;
  program.yours = [](int) { return 1.2e7; };
  EXPECT_EQ(judge_with(program, Bound::io).verdict, Verdict(TooFast{}));
}

TEST(HostileSpeedTest, TheProgramIsLimitedAndMayWriteToItsScratchOnly) {
  FakeProgram program;
  judge_with(program);
  EXPECT_GT(program.last.limits.deadline.count(), 0);
  EXPECT_GT(program.last.limits.stall.count(), 0);
  EXPECT_THAT(program.last.writable, testing::ElementsAre("/scratch"));
  EXPECT_THAT(program.last.readable, testing::ElementsAre("/built"));
}

// What the program says that it used, and the grader's own work, are not foreign.
TEST(BusyMachineTest, EveryRoundKnowsWhatOthersDidMeanwhile) {
  FakeProgram program;
  program.process_cpu_per_round = std::chrono::milliseconds(500);
  FakeMachine machine;
  machine.ours = [&] { return program.said_cpu; };
  machine.foreign = [](std::size_t reading) { return reading == 3 ? 1.5 : 0.1; };
  const Finding finding = judge_with(program, Bound::cpu, 2, 2, machine);
  ASSERT_TRUE(finding.speed);
  ASSERT_EQ(finding.speed->rounds.size(), 5U);
  // Reading 0 is the start, 1 the fit, and 2 the first round.
  EXPECT_NEAR(finding.speed->rounds[0].foreign, 0.1, 0.01);
  EXPECT_NEAR(finding.speed->rounds[1].foreign, 1.5, 0.01);
  EXPECT_NEAR(finding.speed->rounds[2].foreign, 0.1, 0.01);
  EXPECT_NEAR(finding.speed->foreign_load, 0.1, 0.01);
  EXPECT_TRUE(passed(finding.verdict));
}

FakeMachine busy_machine() {
  FakeMachine machine;
  machine.foreign = [](std::size_t) { return 1.8; };
  return machine;
}

TEST(BusyMachineTest, AMachineThatIsHardlyQuietIsGivenUpSoonAndOnce) {
  FakeProgram program;
  const Finding finding = judge_with(program, Bound::cpu, 2, 2, busy_machine());
  EXPECT_TRUE(std::holds_alternative<NotMeasured>(finding.verdict));
  EXPECT_EQ(finding.speed->rounds.size(), 8U);
  EXPECT_EQ(program.runs, 1);
}

TEST(BusyMachineTest, ACeilingIsGivenUpAsSoon) {
  FakeProgram program;
  const Finding finding = judge_with(program, Bound::ceiling, 2, 2, busy_machine());
  EXPECT_TRUE(std::holds_alternative<NotMeasured>(finding.verdict));
  EXPECT_EQ(finding.speed->rounds.size(), 8U);
}

TEST(BusyMachineTest, OneQuietRoundOfEightIsNoHope) {
  FakeProgram program;
  FakeMachine machine;
  machine.foreign = [](std::size_t reading) { return reading == 5 ? 0.2 : 1.8; };
  const Finding finding = judge_with(program, Bound::cpu, 2, 2, machine);
  EXPECT_TRUE(std::holds_alternative<NotMeasured>(finding.verdict));
  EXPECT_EQ(finding.speed->rounds.size(), 8U);
  EXPECT_EQ(program.runs, 1);
}

TEST(BusyMachineTest, TwoQuietRoundsOfEightAreHopeForMore) {
  FakeProgram program;
  FakeMachine machine;
  machine.foreign = [](std::size_t reading) { return reading % 3 == 0 ? 0.2 : 1.8; };
  EXPECT_TRUE(undecided(judge_with(program, Bound::cpu, 2, 2, machine).verdict));
  EXPECT_EQ(program.runs, 2);
}

TEST(BusyMachineTest, ADisturbanceThatPassesIsOutlasted) {
  FakeProgram program;
  FakeMachine machine;
  machine.foreign = [](std::size_t reading) { return reading < 8 ? 1.8 : 0.0; };
  EXPECT_TRUE(passed(judge_with(program, Bound::cpu, 2, 2, machine).verdict));
}

TEST(BusyMachineTest, AnIoRowIsGivenUpAsSoon) {
  FakeProgram program;
  const Finding finding = judge_with(program, Bound::io, 4, 2, busy_machine());
  EXPECT_TRUE(std::holds_alternative<NotMeasured>(finding.verdict));
  EXPECT_EQ(finding.speed->rounds.size(), 8U);
}

TEST(BusyMachineTest, NotEvenHopelessCodeIsSlowThere) {
  FakeProgram program;
  program.cpu_ns = 4e8;
  program.yours = [](int) { return 5e8; };
  const Finding finding = judge_with(program, Bound::cpu, 2, 2, busy_machine());
  EXPECT_TRUE(std::holds_alternative<NotMeasured>(finding.verdict));
  EXPECT_EQ(finding.speed->rounds.size(), 8U);
}

TEST(CeilingTimingTest, TooFastIsTooFastTwiceAndNotInHaste) {
  FakeProgram program;
  const Finding finding = judge_with(program, Bound::ceiling);
  EXPECT_EQ(finding.verdict, Verdict(TooFast{}));
  EXPECT_EQ(finding.speed->rounds.size(), 10U);
  EXPECT_EQ(program.runs, 2);
}

TEST(CeilingTimingTest, BetweenTheThresholdsItStaysInconclusive) {
  FakeProgram program;
  program.yours = [](int) { return 8e7; };
  const Finding finding = judge_with(program, Bound::ceiling);
  EXPECT_EQ(finding.verdict, Verdict(Inconclusive{}));
  EXPECT_EQ(finding.speed->rounds.size(), 80U);
}

TEST(CeilingTimingTest, UsesTheCpusThereAreAndNeedsTwo) {
  FakeProgram program;
  judge_with(program, Bound::ceiling, 4, 3);
  EXPECT_EQ(program.requests.back().at("workers"), 3);
  EXPECT_TRUE(undecided(judge_with(program, Bound::ceiling, 4, 1).verdict));
}

}  // namespace
}  // namespace judge
