#include "judge/timing.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "judge/fake_machine.hpp"

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
    return run;
  }

  int asked() const { return asked_; }

 private:
  Reply reply_;
  sandbox::End end_;
  mutable int asked_ = 0;
};

std::string round_line(const std::string& nonce, double yours_ns, double attainable_ns = 1e8) {
  return json{{"nonce", nonce},       {"kind", "round"},
              {"serial_ns", 1e8},     {"attainable_ns", attainable_ns},
              {"attainable_work", 2}, {"yours_ns", yours_ns},
              {"yours_cpu_ns", 1e8},  {"process_cpu_ns", 1}}
      .dump();
}

std::string fit_line(const std::string& nonce) {
  return json{{"nonce", nonce}, {"kind", "fit"}, {"size", 1}, {"process_cpu_ns", 1}}.dump();
}

Finding judge_with(const sandbox::Runner& runner, unsigned cpus = 2) {
  const FakeMachine machine;
  course::Exercise exercise;
  exercise.number = "07";
  return judge_speed({"/nowhere/program", build::Profile::bench, {}}, exercise, kCpu, cpus, "/tmp",
                     runner, std::cref(machine));
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

TEST(JudgeSpeedTest, AMachineThatAllowsHardlyASpeedUpIsGivenUpSoonAndOnce) {
  const FakeBenchmark benchmark(
      [](const json& request, const std::string& nonce) {
        return request.at("request") == "fit" ? fit_line(nonce) : round_line(nonce, 9e7, 1.9e8);
      },
      sandbox::Exited{0});
  const Finding finding = judge_with(benchmark);
  EXPECT_TRUE(std::holds_alternative<NotMeasured>(finding.verdict));
  EXPECT_THAT(finding.headline, HasSubstr("a speed-up of only 1.05"));
  EXPECT_EQ(benchmark.asked(), 1 + 8);
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
        return json{{"nonce", nonce}, {"kind", "error"}, {"what", "the result differs"}}.dump();
      },
      sandbox::Exited{0});
  const Finding finding = judge_with(benchmark);
  EXPECT_EQ(finding.verdict, Verdict(Failed{}));
  EXPECT_THAT(finding.headline, HasSubstr("the result differs"));
}

TEST(JudgeSpeedTest, WhatACallLeavesBehindIsALeak) {
  const FakeBenchmark benchmark(
      [](const json& request, const std::string& nonce) {
        return request.at("request") == "fit"
                   ? fit_line(nonce)
                   : json{{"nonce", nonce}, {"kind", "left_behind"}, {"what", "1 thread"}}.dump();
      },
      sandbox::Exited{0});
  const Finding finding = judge_with(benchmark);
  EXPECT_EQ(finding.verdict, Verdict(Leaked{"1 thread"}));
  EXPECT_THAT(finding.headline, HasSubstr("left behind: 1 thread"));
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
