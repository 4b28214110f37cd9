#include "judge/speed.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace judge {
namespace {

using nlohmann::json;
using testing::HasSubstr;

const course::SpeedRow kCpu{.name = "row",
                            .bound = course::Bound::cpu,
                            .workers = 2,
                            .full = 0.8,
                            .none = 0.3,
                            .points = 20};
const course::SpeedRow kIo{.name = "row",
                           .bound = course::Bound::io,
                           .workers = 4,
                           .full = 0.8,
                           .none = 0.3,
                           .points = 20};

// Rounds that differ a little, as real ones do.
std::vector<Round> rounds_of(Round round, double noise = 0.01) {
  std::vector<Round> rounds;
  for (int i = 0; i < 9; ++i) {
    const double wobble = 1 + noise * ((i * 7 % 9) - 4) / 4;
    rounds.push_back({round.serial, round.attainable, round.yours * wobble, round.yours_cpu});
  }
  return rounds;
}

Finding judge_rounds(const course::SpeedRow& row, Round round, double noise = 0.01,
                     double foreign_load = 0) {
  const double work = row.bound == course::Bound::cpu ? 2 : 1;
  SpeedMeasure result = measure(row, row.workers, work, rounds_of(round, noise));
  result.foreign_load = foreign_load;
  return judge_measure(row, result);
}

TEST(JudgeMeasureTest, APerfectSplitOnAQuietMachinePasses) {
  EXPECT_TRUE(passed(judge_rounds(kCpu, {0.1, 0.1, 0.05, 0.1}).verdict));
}

TEST(JudgeMeasureTest, SerialCodeIsSlow) {
  const Finding finding = judge_rounds(kCpu, {0.1, 0.1, 0.1, 0.1});
  EXPECT_EQ(finding.verdict, Verdict(Slow{}));
  ASSERT_TRUE(finding.speed);
  EXPECT_NEAR(finding.speed->gain, 0, 0.02);
}

TEST(JudgeMeasureTest, AnUnevenSplitIsSlow) {
  const Finding finding = judge_rounds(kCpu, {0.1, 0.1, 0.07, 0.1});
  EXPECT_EQ(finding.verdict, Verdict(Slow{}));
  EXPECT_THAT(finding.headline, HasSubstr("only 1.4"));
}

// A lock for every byte is slow on every machine, whatever else runs there.
TEST(JudgeMeasureTest, MuchMoreWorkThanTheSerialProgramIsSlowOnABusyMachineToo) {
  const Finding finding = judge_rounds(kCpu, {0.1, 0.2, 5, 6}, 0.01, 2.0);
  EXPECT_EQ(finding.verdict, Verdict(Slow{}));
  EXPECT_THAT(finding.headline, HasSubstr("50 times as long"));
}

TEST(JudgeMeasureTest, WhoOnlyWaitsLongMayBeTheMachinesVictim) {
  EXPECT_TRUE(undecided(judge_rounds(kCpu, {0.1, 0.2, 5, 0.1}, 0.01, 2.0).verdict));
}

TEST(JudgeMeasureTest, RoundsThatStraddleTheThresholdAreInconclusive) {
  EXPECT_EQ(judge_rounds(kCpu, {0.1, 0.1, 0.07, 0.1}, 0.3).verdict, Verdict(Inconclusive{}));
}

// Beside two busy loops everything looks alike, precisely.
TEST(JudgeMeasureTest, AMachineThatAllowsNoSpeedUpJudgesNobody) {
  EXPECT_TRUE(undecided(judge_rounds(kCpu, {0.1, 0.2, 0.1, 0.1}, 0.001).verdict));
  EXPECT_TRUE(undecided(judge_rounds(kCpu, {0.1, 0.2, 0.05, 0.1}, 0.001).verdict));
}

TEST(JudgeMeasureTest, OtherProgramsOnTheMachineLeaveACpuRowUnmeasured) {
  const Finding finding = judge_rounds(kCpu, {0.1, 0.1, 0.1, 0.1}, 0.01, 0.9);
  EXPECT_TRUE(undecided(finding.verdict));
  EXPECT_THAT(finding.headline, HasSubstr("0.9 CPUs busy"));
}

TEST(JudgeMeasureTest, FasterThanTheMachineAllowsIsForAHumanToLookAt) {
  EXPECT_EQ(judge_rounds(kCpu, {0.1, 0.1, 0.01, 0.1}).verdict, Verdict(TooFast{}));
}

TEST(JudgeMeasureTest, WaitsThatOverlapPass) {
  EXPECT_TRUE(passed(judge_rounds(kIo, {0.24, 0.06, 0.061, 0.001}).verdict));
}

TEST(JudgeMeasureTest, WaitsThatOverlapPassOnABusyMachineToo) {
  EXPECT_TRUE(passed(judge_rounds(kIo, {0.24, 0.06, 0.062, 0.001}, 0.01, 2.0).verdict));
}

TEST(JudgeMeasureTest, LateWaitsOnABusyMachineAreNobodysFault) {
  EXPECT_TRUE(undecided(judge_rounds(kIo, {0.24, 0.06, 0.12, 0.001}, 0.01, 2.0).verdict));
}

// Where even the ideal schedule takes as long as the serial one, late proves nothing.
TEST(JudgeMeasureTest, AMachineThatLetsNoWaitsOverlapJudgesNobody) {
  EXPECT_TRUE(undecided(judge_rounds(kIo, {0.24, 0.23, 0.24, 0.001}).verdict));
  EXPECT_TRUE(undecided(judge_rounds(kIo, {0.24, 0.26, 0.24, 0.001}).verdict));
}

TEST(JudgeMeasureTest, WhoComputesWhileWaitingPolls) {
  const Finding finding = judge_rounds(kIo, {0.24, 0.06, 0.061, 0.05});
  EXPECT_EQ(finding.verdict, Verdict(Slow{}));
  EXPECT_THAT(finding.headline, HasSubstr("computes while it waits"));
}

// Plays the benchmark program's side of the conversation.
class FakeBenchmark : public sandbox::Runner {
 public:
  using Reply = std::function<std::string(const json& request, const std::string& nonce)>;
  FakeBenchmark(Reply reply, sandbox::End end) : reply_(std::move(reply)), end_(end) {}

  sandbox::Run run(const sandbox::Command& command) const override {
    const std::string& greeting = command.channel->greeting;
    const std::string nonce = greeting.substr(0, greeting.find('\n'));
    std::optional<std::string> request = greeting.substr(nonce.size() + 1);
    while (request && !request->empty() && asked_ < 1000) {
      ++asked_;
      const std::string line = reply_(json::parse(*request), nonce);
      if (line.empty()) {
        break;
      }
      request = command.channel->answer(line);
    }
    sandbox::Run run;
    run.end = end_;
    // What the machine does meanwhile is not this test's matter.
    run.cpu = std::chrono::hours(1);
    return run;
  }

  int asked() const { return asked_; }

 private:
  Reply reply_;
  sandbox::End end_;
  mutable int asked_ = 0;
};

std::string round_line(const std::string& nonce, double yours_ns) {
  return json{{"nonce", nonce},       {"kind", "round"},      {"serial_ns", 1e8},
              {"attainable_ns", 1e8}, {"attainable_work", 2}, {"yours_ns", yours_ns},
              {"yours_cpu_ns", 1e8},  {"process_cpu_ns", 1}}
      .dump();
}

std::string fit_line(const std::string& nonce) {
  return json{{"nonce", nonce}, {"kind", "fit"}, {"size", 1}}.dump();
}

Finding judge_with(const sandbox::Runner& runner, unsigned cpus = 2) {
  course::Exercise exercise;
  exercise.number = "07";
  return judge_speed({"/nowhere/program", build::Profile::bench, {}}, exercise, kCpu, cpus, "/tmp",
                     runner);
}

TEST(JudgeSpeedTest, AsksForRoundsUntilTheVerdictIsClear) {
  const FakeBenchmark benchmark(
      [](const json& request, const std::string& nonce) {
        return request.at("request") == "fit" ? fit_line(nonce) : round_line(nonce, 5e7);
      },
      sandbox::Exited{0});
  const Finding finding = judge_with(benchmark);
  EXPECT_TRUE(passed(finding.verdict));
  EXPECT_EQ(finding.part, course::Part::speed);
  EXPECT_EQ(finding.subject, "row");
  EXPECT_EQ(finding.speed->rounds.size(), 5U);
}

TEST(JudgeSpeedTest, EveryRoundHasASeedOfItsOwn) {
  std::set<std::uint64_t> seeds;
  int rounds = 0;
  const FakeBenchmark benchmark(
      [&](const json& request, const std::string& nonce) {
        if (request.at("request") == "fit") {
          return fit_line(nonce);
        }
        ++rounds;
        seeds.insert(request.at("seed").get<std::uint64_t>());
        return round_line(nonce, 5e7);
      },
      sandbox::Exited{0});
  judge_with(benchmark);
  EXPECT_EQ(seeds.size(), static_cast<std::size_t>(rounds));
}

TEST(JudgeSpeedTest, ALineWithoutTheNonceCountsForNothing) {
  const FakeBenchmark benchmark(
      [](const json& request, const std::string& nonce) {
        return request.is_object() && nonce.empty() ? "" : round_line("forged", 1);
      },
      sandbox::Exited{0});
  EXPECT_EQ(judge_with(benchmark).verdict, Verdict(ExitedEarly{}));
}

TEST(JudgeSpeedTest, AWrongResultFails) {
  const FakeBenchmark benchmark(
      [](const json& /*request*/, const std::string& nonce) {
        return json{{"nonce", nonce}, {"kind", "error"}, {"error", "the result differs"}}.dump();
      },
      sandbox::Exited{0});
  const Finding finding = judge_with(benchmark);
  EXPECT_EQ(finding.verdict, Verdict(Failed{}));
  EXPECT_THAT(finding.headline, HasSubstr("the result differs"));
}

TEST(JudgeSpeedTest, DeathInTheMiddleIsACrash) {
  const FakeBenchmark benchmark(
      [](const json& request, const std::string& nonce) {
        return request.at("request") == "fit" ? fit_line(nonce) : std::string();
      },
      sandbox::Signalled{11});
  EXPECT_EQ(judge_with(benchmark).verdict, Verdict(Crashed{11}));
}

TEST(JudgeSpeedTest, OneCpuMeasuresNothingAndStartsNothing) {
  const FakeBenchmark benchmark([](const json&, const std::string&) { return ""; },
                                sandbox::Exited{0});
  EXPECT_TRUE(undecided(judge_with(benchmark, 1).verdict));
  EXPECT_EQ(benchmark.asked(), 0);
}

}  // namespace
}  // namespace judge
