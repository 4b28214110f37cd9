#include "judge/speed.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <nlohmann/json.hpp>
#include <optional>
#include <random>

#include "judge/statistics.hpp"
#include "judge/test_result.hpp"
#include "sandbox/machine_load.hpp"

namespace judge {
namespace {

using nlohmann::json;
using std::chrono::milliseconds;

constexpr std::size_t kFewestRounds = 5;
// Noise makes programs slower and never faster: to call one slow takes more.
constexpr std::size_t kFewestRoundsForSlow = 10;
constexpr std::size_t kMostRounds = 25;
constexpr std::chrono::seconds kBudget{12};
constexpr milliseconds kDeadline{90'000};
constexpr int kResamples = 1000;
constexpr std::uint64_t kBootstrapSeed = 1993;

// The machine must allow at least this share of the ideal speed-up, or its
// clock says nothing about parallel code.
constexpr double kLeastAttainable = 0.4;
// Other programs may keep at most this many CPUs busy.
constexpr double kMostForeignLoad = 0.25;
constexpr double kMostForeignLoadForSlow = 0.10;
// An io row waits; who computes while waiting polls.
constexpr double kMostCpuShare = 0.10;
// More than the machine allows, by more than noise.
constexpr double kImplausibleGain = 1.15;

Finding finding_for(Verdict verdict, std::string headline, std::string advice) {
  Finding finding;
  finding.verdict = std::move(verdict);
  finding.headline = std::move(headline);
  finding.advice = std::move(advice);
  return finding;
}

Finding not_measured(const std::string& why) {
  return finding_for(NotMeasured{why}, "not measured: " + why,
                     "grade again when the machine is quiet");
}

std::optional<Finding> unfit(const course::SpeedRow& row, const SpeedMeasure& measure) {
  if (measure.foreign_load > kMostForeignLoad) {
    return not_measured(fmt::format("other programs kept {:.1f} CPUs busy", measure.foreign_load));
  }
  const double least = 1 + kLeastAttainable * (measure.workers - 1);
  if (row.bound == course::Bound::cpu && measure.attainable_interval.low < least) {
    return not_measured(fmt::format("this machine allowed a speed-up of only {:.2f} on {} CPUs",
                                    measure.attainable, measure.workers));
  }
  return std::nullopt;
}

// One conversation with the benchmark program.
class Timing {
 public:
  Timing(const course::SpeedRow& row, unsigned workers, std::string nonce, std::uint64_t seed)
      : row_(row), workers_(workers), nonce_(std::move(nonce)), seed_(seed) {}

  std::string greeting() const { return nonce_ + "\n" + request("fit"); }

  std::optional<std::string> answer(std::string_view line) {
    const json message = json::parse(line, nullptr, false);
    if (!message.is_object() || !message.contains("nonce") || message["nonce"] != nonce_) {
      return std::string();  // not from the course's code
    }
    if (message.value("kind", "") == "error") {
      error_ = message.value("error", "");
      return std::nullopt;
    }
    if (message.value("kind", "") == "round") {
      const auto seconds = [&](const char* key) { return message.at(key).get<double>() * 1e-9; };
      rounds_.push_back({seconds("serial_ns"), seconds("attainable_ns"), seconds("yours_ns"),
                         seconds("yours_cpu_ns")});
      attainable_work_ = message.at("attainable_work");
      cpu_ = std::chrono::nanoseconds(message.at("process_cpu_ns").get<std::int64_t>());
      if (enough()) {
        return std::nullopt;
      }
    }
    ++seed_;
    return request("round");
  }

  const std::vector<Round>& rounds() const { return rounds_; }
  double attainable_work() const { return attainable_work_; }
  const std::string& error() const { return error_; }
  // CPU time of the whole program up to the last round.
  std::chrono::nanoseconds cpu() const { return cpu_; }

 private:
  std::string request(const char* what) const {
    return json{{"request", what}, {"row", row_.name}, {"workers", workers_}, {"seed", seed_}}
               .dump() +
           "\n";
  }

  bool enough() const {
    if (rounds_.size() < kFewestRounds) {
      return false;
    }
    const bool over =
        rounds_.size() >= kMostRounds || std::chrono::steady_clock::now() - started_ > kBudget;
    if (over) {
      return true;
    }
    const Verdict so_far =
        judge_measure(row_, measure(row_, workers_, attainable_work_, rounds_)).verdict;
    if (std::holds_alternative<Slow>(so_far)) {
      return rounds_.size() >= kFewestRoundsForSlow;
    }
    return !std::holds_alternative<Inconclusive>(so_far);
  }

  const course::SpeedRow& row_;
  unsigned workers_;
  std::string nonce_;
  std::uint64_t seed_;
  std::chrono::steady_clock::time_point started_ = std::chrono::steady_clock::now();
  std::vector<Round> rounds_;
  double attainable_work_ = 1;
  std::chrono::nanoseconds cpu_{0};
  std::string error_;
};

std::string end_in_words(const sandbox::Run& run) {
  if (const auto* signalled = std::get_if<sandbox::Signalled>(&run.end)) {
    return "the benchmark was ended by " + signal_name(signalled->signal);
  }
  if (std::holds_alternative<sandbox::TimedOut>(run.end)) {
    return "the benchmark did not come to an end";
  }
  if (std::holds_alternative<sandbox::Stalled>(run.end)) {
    return "every thread of the benchmark sleeps and nothing is left to wake one";
  }
  return "the benchmark left before it was finished";
}

Verdict end_verdict(const sandbox::Run& run) {
  if (const auto* signalled = std::get_if<sandbox::Signalled>(&run.end)) {
    return Crashed{signalled->signal};
  }
  if (std::holds_alternative<sandbox::TimedOut>(run.end)) {
    return TimedOut{};
  }
  if (std::holds_alternative<sandbox::Stalled>(run.end)) {
    return Deadlocked{};
  }
  return ExitedEarly{};
}

Finding time_once(const build::Program& program, const course::SpeedRow& row, unsigned workers,
                  const std::filesystem::path& scratch, const sandbox::Runner& runner) {
  std::random_device entropy;
  Timing timing(row, workers, make_nonce(), entropy());
  sandbox::Command command;
  command.arguments = {program.file.string()};
  command.folder = scratch;
  command.readable = {program.file.parent_path()};
  command.writable = {scratch};
  command.environment = {{"TMPDIR", scratch.string()}};
  command.limits.deadline = kDeadline;
  command.limits.stall = milliseconds(5'000);
  command.channel =
      sandbox::Channel{.greeting = timing.greeting(),
                       .answer = [&](std::string_view line) { return timing.answer(line); }};
  const sandbox::MachineLoad load;
  const sandbox::Run run = runner.run(command);

  if (!timing.error().empty()) {
    return finding_for(Failed{}, "in the benchmark: " + timing.error(),
                       "speed counts only for right results");
  }
  if (timing.rounds().size() < kFewestRounds || !run.succeeded()) {
    Finding finding = finding_for(end_verdict(run), end_in_words(run),
                                  "the tests passed, but this input is larger");
    finding.evidence = run.errors;
    return finding;
  }
  SpeedMeasure result = measure(row, workers, timing.attainable_work(), timing.rounds());
  result.foreign_load = load.foreign_cpus(std::max(run.cpu, timing.cpu()));
  return judge_measure(row, result);
}

}  // namespace

SpeedMeasure measure(const course::SpeedRow& row, unsigned workers, double attainable_work,
                     std::vector<Round> rounds) {
  SpeedMeasure result;
  result.bound = row.bound;
  result.workers = workers;
  result.full = row.full;
  result.none = row.none;
  const Ratios all = ratios(rounds, attainable_work);
  result.speedup = all.speedup;
  result.attainable = all.attainable;
  result.gain = all.gain;
  result.gain_interval = bootstrap(
      rounds, [&](const std::vector<Round>& draw) { return ratios(draw, attainable_work).gain; },
      kResamples, kBootstrapSeed);
  result.attainable_interval = bootstrap(
      rounds,
      [&](const std::vector<Round>& draw) { return ratios(draw, attainable_work).attainable; },
      kResamples, kBootstrapSeed);
  std::vector<double> shares;
  for (const Round& round : rounds) {
    shares.push_back(round.yours_cpu / round.yours);
  }
  result.cpu_share = median(std::move(shares));
  result.rounds = std::move(rounds);
  return result;
}

Finding judge_measure(const course::SpeedRow& row, const SpeedMeasure& measure) {
  Finding finding;
  const Interval gain = measure.gain_interval;
  const bool polls = row.bound == course::Bound::io && measure.cpu_share > kMostCpuShare;
  if (polls) {
    finding = finding_for(
        Slow{},
        fmt::format("it computes while it waits: {:.0f} % of a CPU", 100 * measure.cpu_share),
        "a thread that waits must sleep until it is woken, not look again and again");
  } else if (row.bound == course::Bound::io && gain.low >= row.full &&
             gain.low <= kImplausibleGain) {
    finding.verdict = Passed{};  // load makes waiting no shorter
  } else if (std::optional<Finding> why = unfit(row, measure)) {
    finding = std::move(*why);
  } else if (gain.low > kImplausibleGain) {
    finding = finding_for(TooFast{}, "faster than this machine allows: a human must look",
                          "is every result really computed inside the timed call?");
  } else if (gain.low >= row.full) {
    finding.verdict = Passed{};
  } else if (gain.high < row.full && measure.foreign_load > kMostForeignLoadForSlow) {
    finding =
        not_measured(fmt::format("other programs kept {:.2f} CPUs busy", measure.foreign_load));
  } else if (gain.high < row.full) {
    finding = finding_for(
        Slow{},
        fmt::format(
            "{:.2f}x of {:.2f}x attainable; {:.0f} % of the gain, {:.0f} % earns all points",
            measure.speedup, measure.attainable, 100 * measure.gain, 100 * row.full),
        row.bound == course::Bound::cpu
            ? "are all workers busy all the time? Shared locks, shared cache lines and uneven "
              "shares keep them from it"
            : "which waits could happen at the same time and do not?");
  } else {
    finding = finding_for(Inconclusive{}, "the rounds differ too much to tell",
                          "grade again when the machine is quiet");
  }
  finding.speed = measure;
  return finding;
}

Finding judge_speed(const build::Program& program, const course::Exercise& exercise,
                    const course::SpeedRow& row, unsigned cpus,
                    const std::filesystem::path& scratch, const sandbox::Runner& runner) {
  const auto started = std::chrono::steady_clock::now();
  Finding finding;
  const unsigned workers =
      row.bound == course::Bound::cpu ? std::min(row.workers, cpus) : row.workers;
  if (row.bound == course::Bound::cpu && workers < 2) {
    finding = not_measured("only one CPU is available");
  } else {
    finding = time_once(program, row, workers, scratch, runner);
    // Once more where the machine may be to blame: slow is slow twice.
    if (undecided(finding.verdict) || std::holds_alternative<Slow>(finding.verdict)) {
      finding = time_once(program, row, workers, scratch, runner);
    }
  }
  finding.part = course::Part::speed;
  finding.subject = row.name;
  finding.took =
      std::chrono::duration_cast<milliseconds>(std::chrono::steady_clock::now() - started);
  if (!passed(finding.verdict)) {
    finding.again = "grader/grade run " + exercise.number;
  }
  return finding;
}

}  // namespace judge
