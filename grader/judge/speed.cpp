#include "judge/speed.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <stdexcept>

#include "judge/statistics.hpp"

namespace judge {
namespace {

using course::Bound;

// On a machine that is not busy, no noise makes a program compute twice as much
// as the serial one and take four times as long as the machine takes for that.
constexpr double kHopelessTime = 4;
constexpr double kHopelessCpu = 2;
// Nor does it make a program that waits compute most of the time, so often.
constexpr double kHopelessCpuShare = 0.5;
constexpr std::size_t kFewestPollingRounds = 5;
constexpr int kResamples = 1000;
constexpr std::uint64_t kBootstrapSeed = 1993;

// The machine must allow at least this share of the ideal speed-up, or its
// clock says nothing about parallel code.
constexpr double kLeastAttainable = 0.4;
// The same for an io row, as a speed-up.
constexpr double kLeastOverlap = 1.2;
// A verdict that costs points needs a quieter machine.
constexpr double kMostForeignLoadAgainst = 0.10;
// A round beside so much other work says nothing of a speed-up.
constexpr double kBusyRound = 0.5;
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

// Others used too much of the machine for a verdict like this one.
std::optional<Finding> too_busy(const SpeedMeasure& measure, const Verdict& verdict) {
  if (measure.foreign_load > kMostForeignLoad) {
    return not_measured(fmt::format("other programs kept {:.1f} CPUs busy", measure.foreign_load));
  }
  if (costs_points(verdict) && measure.foreign_load > kMostForeignLoadAgainst) {
    return not_measured(fmt::format("other programs kept {:.2f} CPUs busy", measure.foreign_load));
  }
  return std::nullopt;
}

// The speed-up that the machine must allow for this row.
double least_allowed(const course::SpeedRow& row, const SpeedMeasure& measure) {
  switch (row.bound) {
    case Bound::cpu:
    case Bound::ceiling:
      return least_attainable(measure.workers);
    case Bound::io:
      return kLeastOverlap;
    case Bound::floor:
      return 0;  // who need not be faster needs no second CPU
  }
  return 0;
}

std::optional<Finding> too_weak(const course::SpeedRow& row, const SpeedMeasure& measure) {
  if (measure.attainable_interval.low >= least_allowed(row, measure)) {
    return std::nullopt;
  }
  return not_measured(fmt::format("this machine allowed a speed-up of only {:.2f} with {} {}",
                                  measure.attainable, measure.workers,
                                  row.bound == Bound::io ? "waits at a time" : "CPUs"));
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

std::string advice_for_slow(Bound bound) {
  switch (bound) {
    case Bound::cpu:
      return "are all workers busy all the time? Shared locks, shared cache lines and uneven "
             "shares keep them from it";
    case Bound::io:
      return "which waits could happen at the same time and do not?";
    case Bound::floor:
      return "what does each call do besides the work itself, and does that pay here?";
    case Bound::ceiling:
      break;
  }
  throw std::logic_error("a ceiling row is never slow");
}

// On a machine that is fit, if its gain is too small.
Finding slow(const course::SpeedRow& row, const SpeedMeasure& measure) {
  return finding_for(Slow{}, how_slow(measure), advice_for_slow(row.bound));
}

// A gain above this is too fast.
double most_gain(const course::SpeedRow& row, const SpeedMeasure& measure) {
  switch (row.bound) {
    case Bound::ceiling:
      return row.none;
    case Bound::floor:
      return kImplausibleGain * std::max(1.0, measure.attainable);
    case Bound::cpu:
    case Bound::io:
      break;
  }
  return kImplausibleGain;
}

Finding too_fast(const course::SpeedRow& row, const SpeedMeasure& measure) {
  if (row.bound != Bound::ceiling) {
    return finding_for(TooFast{}, "faster than this machine allows: a human must look",
                       "is every result really computed inside the timed call?");
  }
  return finding_for(
      TooFast{},
      fmt::format("faster than it may be: {:.2f} times as fast as the serial program",
                  measure.speedup),
      "this work must be done by one thread at a time: which part of yours goes on without "
      "holding what admits only one?");
}

// The verdict that the gain itself gives; `passed` without words.
Finding judge_gain(const course::SpeedRow& row, const SpeedMeasure& measure) {
  const Interval gain = measure.gain_interval;
  const bool ceiling = row.bound == Bound::ceiling;
  if (gain.low > most_gain(row, measure)) {
    return too_fast(row, measure);
  }
  if (ceiling ? gain.high <= row.full : gain.low >= row.full) {
    return {};
  }
  if (!ceiling && gain.high < row.full) {
    return slow(row, measure);
  }
  return finding_for(Inconclusive{}, "the rounds differ too much to tell",
                     "grade again when the machine is quiet");
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
  const auto gain = row.bound == Bound::floor ? &Ratios::speedup : &Ratios::gain;
  result.gain = all.*gain;
  result.gain_interval = bootstrap(
      rounds, [&](const std::vector<Round>& draw) { return ratios(draw, attainable_work).*gain; },
      kResamples, kBootstrapSeed);
  result.attainable_interval = bootstrap(
      rounds,
      [&](const std::vector<Round>& draw) { return ratios(draw, attainable_work).attainable; },
      kResamples, kBootstrapSeed);
  std::vector<double> shares;
  std::vector<double> foreign;
  for (const Round& round : rounds) {
    shares.push_back(round.yours_cpu / round.yours);
    foreign.push_back(round.foreign);
  }
  result.cpu_share = quantile(std::move(shares), 0.5);
  result.foreign_load = quantile(std::move(foreign), 0.5);
  result.rounds = std::move(rounds);
  return result;
}

bool polls(const SpeedMeasure& measure) {
  return measure.bound == Bound::io && measure.cpu_share > kMostCpuShare;
}

bool hopeless(const course::SpeedRow& row, const std::vector<Round>& rounds) {
  const auto every = [&](const auto& condition) {
    return !rounds.empty() && std::all_of(rounds.begin(), rounds.end(), condition);
  };
  switch (row.bound) {
    case Bound::cpu:
    case Bound::floor:
      return every([](const Round& round) {
        return round.yours >= kHopelessTime * std::max(round.serial, round.attainable) &&
               round.yours_cpu >= kHopelessCpu * round.serial;
      });
    case Bound::io:
      return rounds.size() >= kFewestPollingRounds && every([](const Round& round) {
               return round.yours_cpu >= kHopelessCpuShare * round.yours;
             });
    case Bound::ceiling:
      return false;
  }
  return false;
}

bool hardly_quiet(const std::vector<Round>& rounds) {
  const auto busy = std::count_if(rounds.begin(), rounds.end(),
                                  [](const Round& round) { return round.foreign > kBusyRound; });
  return !rounds.empty() && 4 * static_cast<std::size_t>(busy) > 3 * rounds.size();
}

bool plainly_weak(const course::SpeedRow& row, const SpeedMeasure& measure) {
  return measure.attainable_interval.high < least_allowed(row, measure);
}

bool costs_points(const Verdict& verdict) {
  return std::holds_alternative<Slow>(verdict) || std::holds_alternative<TooFast>(verdict);
}

Finding judge_measure(const course::SpeedRow& row, const SpeedMeasure& measure) {
  Finding finding;
  if (polls(measure)) {
    finding = finding_for(
        Slow{},
        fmt::format("it computes while it waits: {:.0f} % of a CPU", 100 * measure.cpu_share),
        "a thread that waits must sleep until it is woken, not look again and again");
  } else if (row.bound != Bound::io && hopeless(row, measure.rounds)) {
    finding = finding_for(Slow{}, how_slow(measure),
                          "what do all workers wait for, or write to, at every single step?");
  } else if (std::optional<Finding> why = too_weak(row, measure)) {
    finding = std::move(*why);
  } else {
    finding = judge_gain(row, measure);
  }
  // On a busy machine the clock judges nobody, whatever it says.
  if (std::optional<Finding> why = too_busy(measure, finding.verdict)) {
    finding = std::move(*why);
  }
  finding.speed = measure;
  return finding;
}

}  // namespace judge
