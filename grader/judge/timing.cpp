#include "judge/timing.hpp"

#include <algorithm>
#include <chrono>
#include <csignal>
#include <nlohmann/json.hpp>
#include <optional>
#include <random>

#include "judge/speed.hpp"
#include "judge/test_result.hpp"

namespace judge {
namespace {

using nlohmann::json;
using std::chrono::milliseconds;
using std::chrono::nanoseconds;

constexpr std::size_t kFewestRounds = 5;
// Noise makes programs slower and never faster: a verdict that costs points
// takes more, and more again where it may be near the threshold.
constexpr std::size_t kFewestRoundsAgainst = 10;
constexpr std::size_t kFewestRoundsForSlow = 25;
constexpr std::size_t kMostRounds = 40;
// Two rounds of code that is many times too slow are enough.
constexpr std::size_t kFewestRoundsForHopeless = 2;
// So many rounds with hardly a quiet one, or that allow hardly a speed-up, and the next
// will be no better.
constexpr std::size_t kFewestRoundsToGiveUp = 8;
constexpr std::chrono::seconds kBudget{18};
constexpr milliseconds kDeadline{90'000};

bool enough_to_judge(const course::SpeedRow& row, const std::vector<Round>& rounds) {
  return rounds.size() >= (hopeless(row, rounds) ? kFewestRoundsForHopeless : kFewestRounds);
}

Finding finding_for(Verdict verdict, std::string headline, std::string advice) {
  Finding finding;
  finding.verdict = std::move(verdict);
  finding.headline = std::move(headline);
  finding.advice = std::move(advice);
  return finding;
}

// More rounds would say nothing else.
bool is_unfit(const course::SpeedRow& row, const SpeedMeasure& measure) {
  return hardly_quiet(measure.rounds) || plainly_weak(row, measure);
}

// One conversation with the benchmark program.
class Timing {
 public:
  Timing(const course::SpeedRow& row, unsigned workers, std::string nonce, std::uint64_t seed,
         std::vector<Round> earlier, const MachineClock& clock)
      : row_(row),
        workers_(workers),
        nonce_(std::move(nonce)),
        seed_(seed),
        most_rounds_(earlier.size() + kMostRounds),
        clock_(clock),
        started_(clock().at),
        rounds_(std::move(earlier)) {}

  std::string greeting() const {
    const bool may_be_faster = row_.bound == course::Bound::cpu || row_.bound == course::Bound::io;
    return nonce_ + "\n" + request("fit", {{"fastest", may_be_faster ? workers_ : 1}});
  }

  std::optional<std::string> answer(std::string_view line) {
    const json message = json::parse(line, nullptr, false);
    if (!message.is_object() || !message.contains("nonce") || message["nonce"] != nonce_) {
      return std::string();  // not from the course's code
    }
    const std::string kind = message.value("kind", "");
    if (kind == "error" || kind == "left_behind") {
      const std::string what = message.value("what", "");
      mistake_ = kind == "error"
                     ? finding_for(Failed{}, "in the benchmark: " + what,
                                   "speed counts only for right results")
                     : finding_for(Leaked{what}, "in the benchmark: left behind: " + what,
                                   "what a call starts must have ended when it returns, or it "
                                   "could go on working after the clock has stopped");
      return std::nullopt;
    }
    const double foreign = foreign_since_last(message);
    if (kind == "round") {
      const auto seconds = [&](const char* key) { return message.at(key).get<double>() * 1e-9; };
      rounds_.push_back({seconds("serial_ns"), seconds("attainable_ns"), seconds("yours_ns"),
                         seconds("yours_cpu_ns"), foreign});
      attainable_work_ = message.at("attainable_work");
      if (enough()) {
        return std::nullopt;
      }
    }
    ++seed_;
    return request("round", {{"seed", seed_}});
  }

  const std::vector<Round>& rounds() const { return rounds_; }
  double attainable_work() const { return attainable_work_; }
  // What ended the conversation, if it was not this end.
  const std::optional<Finding>& mistake() const { return mistake_; }

 private:
  // CPUs that were busy since the last line with what is neither the program nor the grader.
  double foreign_since_last(const json& message) {
    const sandbox::MachineTime now = clock_();
    const nanoseconds ours =
        nanoseconds(message.at("process_cpu_ns").get<std::int64_t>()) + sandbox::own_cpu_time();
    const double foreign = last_ ? sandbox::foreign_cpus(*last_, now, ours - ours_) : 0;
    last_ = now;
    ours_ = ours;
    return foreign;
  }

  std::string request(const char* what, json details) const {
    details.update({{"request", what}, {"row", row_.name}, {"workers", workers_}});
    return details.dump() + "\n";
  }

  bool enough() const {
    if (!enough_to_judge(row_, rounds_)) {
      return false;
    }
    if (rounds_.size() >= most_rounds_ || last_->at - started_ > kBudget) {
      return true;
    }
    const SpeedMeasure measured = measure(row_, workers_, attainable_work_, rounds_);
    const Verdict so_far = judge_measure(row_, measured).verdict;
    if (costs_points(so_far)) {
      const bool near = std::holds_alternative<Slow>(so_far) && !polls(measured) &&
                        measured.gain_interval.high >= row_.none;
      return hopeless(row_, rounds_) ||
             rounds_.size() >= (near ? kFewestRoundsForSlow : kFewestRoundsAgainst);
    }
    if (undecided(so_far) && rounds_.size() >= kFewestRoundsToGiveUp && is_unfit(row_, measured)) {
      return true;
    }
    return !undecided(so_far);  // the next rounds may be less disturbed
  }

  const course::SpeedRow& row_;
  unsigned workers_;
  std::string nonce_;
  std::uint64_t seed_;
  std::size_t most_rounds_;
  const MachineClock& clock_;
  std::chrono::steady_clock::time_point started_;
  std::optional<sandbox::MachineTime> last_;  // when the program last spoke
  nanoseconds ours_{0};                       // CPU time of program and grader until then
  std::vector<Round> rounds_;
  double attainable_work_ = 1;
  std::optional<Finding> mistake_;
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
                  const MachineClock& clock, std::vector<Round> earlier) {
  std::random_device entropy;
  Timing timing(row, workers, make_nonce(), entropy(), std::move(earlier), clock);
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
  const sandbox::Run run = runner.run(command);

  if (timing.mistake()) {
    return *timing.mistake();
  }
  const std::vector<Round>& rounds = timing.rounds();
  const bool finished = run.succeeded() && enough_to_judge(row, rounds);
  const bool out_of_time = std::holds_alternative<sandbox::TimedOut>(run.end);
  if (!finished && !(out_of_time && hopeless(row, rounds))) {
    Finding finding = finding_for(end_verdict(run), end_in_words(run),
                                  "the tests passed, but this input is larger");
    finding.evidence = run.errors;
    return finding;
  }
  return judge_measure(row, measure(row, workers, timing.attainable_work(), rounds));
}

}  // namespace

Finding judge_speed(const build::Program& program, const course::Exercise& exercise,
                    const course::SpeedRow& row, unsigned cpus,
                    const std::filesystem::path& scratch, const sandbox::Runner& runner,
                    const MachineClock& clock) {
  const auto started = std::chrono::steady_clock::now();
  Finding finding;
  const bool computes = row.bound != course::Bound::io;
  const unsigned workers = computes ? std::min(row.workers, cpus) : row.workers;
  if (computes && workers < 2) {
    const std::string why = "only one CPU is available";
    finding =
        finding_for(NotMeasured{why}, "not measured: " + why, "grade again where there are two");
  } else {
    finding = time_once(program, row, workers, scratch, runner, clock, {});
    // Once more where the machine may be to blame: what is undecided gets more
    // rounds, and slow is slow twice.
    std::vector<Round> so_far = finding.speed ? finding.speed->rounds : std::vector<Round>();
    if (undecided(finding.verdict) && !(finding.speed && is_unfit(row, *finding.speed))) {
      finding = time_once(program, row, workers, scratch, runner, clock, std::move(so_far));
    } else if (costs_points(finding.verdict) && !hopeless(row, so_far)) {
      finding = time_once(program, row, workers, scratch, runner, clock, {});
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
