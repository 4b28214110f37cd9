#include "judge/speed.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <csignal>
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
// Noise makes programs slower and never faster: to call one slow takes more,
// and more again where it may be near the threshold.
constexpr std::size_t kFewestRoundsForNoGain = 10;
constexpr std::size_t kFewestRoundsForSlow = 25;
constexpr std::size_t kMostRounds = 40;
// No noise makes a program compute twice as much as the serial one and take
// four times as long: two such rounds are enough, on any machine.
constexpr std::size_t kFewestRoundsForHopeless = 2;
constexpr double kHopelessTime = 4;
constexpr double kHopelessCpu = 2;
constexpr std::chrono::seconds kBudget{18};
constexpr milliseconds kDeadline{90'000};
constexpr int kResamples = 1000;
constexpr std::uint64_t kBootstrapSeed = 1993;

// The machine must allow at least this share of the ideal speed-up, or its
// clock says nothing about parallel code.
constexpr double kLeastAttainable = 0.4;
// The same for an io row, as a speed-up.
constexpr double kLeastOverlap = 1.2;
constexpr double kMostForeignLoadForSlow = 0.10;
// CPU time over wall time of an io row.
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
  const bool cpu = row.bound == course::Bound::cpu;
  const double least = cpu ? least_attainable(measure.workers) : kLeastOverlap;
  if (measure.attainable_interval.low < least) {
    return not_measured(fmt::format("this machine allowed a speed-up of only {:.2f} with {} {}",
                                    measure.attainable, measure.workers,
                                    cpu ? "CPUs" : "waits at a time"));
  }
  return std::nullopt;
}

// An io row waits; who computes all the while looks again and again.
bool polls(const SpeedMeasure& measure) {
  return measure.bound == course::Bound::io && measure.cpu_share > kMostCpuShare;
}

// So slow in every round that more of them would say nothing new.
bool hopeless(const std::vector<Round>& rounds) {
  return !rounds.empty() && std::all_of(rounds.begin(), rounds.end(), [](const Round& round) {
    return round.yours >= kHopelessTime * round.serial &&
           round.yours_cpu >= kHopelessCpu * round.serial;
  });
}

bool enough_to_judge(const std::vector<Round>& rounds) {
  return rounds.size() >= (hopeless(rounds) ? kFewestRoundsForHopeless : kFewestRounds);
}

std::string how_slow(const SpeedMeasure& measure) {
  if (measure.speedup < 0.5) {
    return fmt::format("takes {:.0f} times as long as the serial program", 1 / measure.speedup);
  }
  if (measure.speedup < 1.05) {
    return measure.speedup < 0.95 ? "slower than the serial program"
                                  : "no faster than the serial program";
  }
  return fmt::format("only {:.2f} times as fast as the serial program; this machine allows {:.2f}",
                     measure.speedup, measure.attainable);
}

// One conversation with the benchmark program.
class Timing {
 public:
  Timing(const course::SpeedRow& row, unsigned workers, std::string nonce, std::uint64_t seed,
         std::vector<Round> earlier)
      : row_(row),
        workers_(workers),
        nonce_(std::move(nonce)),
        seed_(seed),
        most_rounds_(earlier.size() + kMostRounds),
        rounds_(std::move(earlier)) {}

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
    if (!enough_to_judge(rounds_)) {
      return false;
    }
    const bool over =
        rounds_.size() >= most_rounds_ || std::chrono::steady_clock::now() - started_ > kBudget;
    if (over) {
      return true;
    }
    const SpeedMeasure measured = measure(row_, workers_, attainable_work_, rounds_);
    const Verdict so_far = judge_measure(row_, measured).verdict;
    if (std::holds_alternative<Slow>(so_far)) {
      const bool no_gain = measured.gain_interval.high < row_.none || polls(measured);
      return hopeless(rounds_) ||
             rounds_.size() >= (no_gain ? kFewestRoundsForNoGain : kFewestRoundsForSlow);
    }
    return !undecided(so_far);  // the next rounds may be less disturbed
  }

  const course::SpeedRow& row_;
  unsigned workers_;
  std::string nonce_;
  std::uint64_t seed_;
  std::size_t most_rounds_;
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
  if (const auto* overran = std::get_if<sandbox::Overran>(&run.end)) {
    return "the benchmark was stopped: it used " + overran->what;
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
  if (std::holds_alternative<sandbox::Overran>(run.end)) {
    return Crashed{SIGKILL};
  }
  return ExitedEarly{};
}

// `earlier`: rounds of an undecided run that these ones are added to.
Finding time_once(const build::Program& program, const course::SpeedRow& row, unsigned workers,
                  const std::filesystem::path& scratch, const sandbox::Runner& runner,
                  std::vector<Round> earlier) {
  std::random_device entropy;
  Timing timing(row, workers, make_nonce(), entropy(), std::move(earlier));
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
  const bool finished = run.succeeded() && enough_to_judge(timing.rounds());
  const bool out_of_time = std::holds_alternative<sandbox::TimedOut>(run.end);
  if (!finished && !(out_of_time && hopeless(timing.rounds()))) {
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

double least_attainable(unsigned workers) { return 1 + kLeastAttainable * (workers - 1); }

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
  result.cpu_share = quantile(std::move(shares), 0.5);
  result.rounds = std::move(rounds);
  return result;
}

Finding judge_measure(const course::SpeedRow& row, const SpeedMeasure& measure) {
  Finding finding;
  const Interval gain = measure.gain_interval;
  if (polls(measure)) {
    finding = finding_for(
        Slow{},
        fmt::format("it computes while it waits: {:.0f} % of a CPU", 100 * measure.cpu_share),
        "a thread that waits must sleep until it is woken, not look again and again");
  } else if (row.bound == course::Bound::io && gain.low >= row.full &&
             gain.low <= kImplausibleGain) {
    finding.verdict = Passed{};  // load makes waiting no shorter
  } else if (row.bound == course::Bound::cpu && hopeless(measure.rounds)) {
    finding = finding_for(Slow{}, how_slow(measure),
                          "what do all workers wait for, or write to, at every single step?");
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
        Slow{}, how_slow(measure),
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
    finding = time_once(program, row, workers, scratch, runner, {});
    // Once more where the machine may be to blame: what is undecided gets more
    // rounds, and slow is slow twice.
    const bool is_slow = std::holds_alternative<Slow>(finding.verdict);
    if (undecided(finding.verdict)) {
      std::vector<Round> so_far = finding.speed ? finding.speed->rounds : std::vector<Round>();
      finding = time_once(program, row, workers, scratch, runner, std::move(so_far));
    } else if (is_slow && !(finding.speed && hopeless(finding.speed->rounds))) {
      finding = time_once(program, row, workers, scratch, runner, {});
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
