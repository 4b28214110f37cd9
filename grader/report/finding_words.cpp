#include "report/finding_words.hpp"

#include <fmt/format.h>

#include <cmath>
#include <vector>

#include "report/printable.hpp"
#include "report/wording.hpp"

namespace report {
namespace {

using judge::Finding;

constexpr double kWaitingCpuShare = 0.10;  // DESIGN: an io row that computes more was polling
constexpr double kQuietLoad = 0.10;        // CPUs that others may use before it is worth a word

// A submission can make its words long, in an exception's text or a file's name.
constexpr std::size_t kLongest = 300;

std::string brief(const std::string& text) { return cut(printable_line(text), kLongest); }

std::string factor(double value) {
  return std::isfinite(value) ? fmt::format("{:.2f}x", value) : "?";
}

// Whole percent; "?" for what is no number.
std::string percent(double share) {
  return std::isfinite(share) ? fmt::format("{:.0f}", std::round(share * 100) + 0.) : "?";
}

// Rounded away from the threshold where points are missing: what is below it
// must not look as if it had reached it, and what is above a ceiling not as if
// it had stayed below.
double shown_gain(const Finding& finding) {
  constexpr double kRoundingError = 1e-9;
  const double gain = finding.speed->gain;
  if (judge::passed(finding.verdict)) {
    return gain;
  }
  return finding.speed->bound == course::Bound::ceiling
             ? std::ceil(gain * 100 - kRoundingError) / 100
             : std::floor(gain * 100 + kRoundingError) / 100;
}

std::string thresholds(const judge::SpeedMeasure& speed) {
  if (speed.bound == course::Bound::floor) {
    return fmt::format(
        "1.00x is as quick as the serial program. Points begin above {} and are complete from {}.",
        factor(speed.none), factor(speed.full));
  }
  const std::string scale = "0 % is the serial program, 100 % is all that this machine allows. ";
  return scale + (speed.bound == course::Bound::ceiling
                      ? fmt::format("All points up to {} %, none above {} %.", percent(speed.full),
                                    percent(speed.none))
                      : fmt::format("Points begin above {} % and are complete from {} %.",
                                    percent(speed.none), percent(speed.full)));
}

std::string range(const judge::Interval& interval) {
  const bool negative = interval.low < 0 || interval.high < 0;
  return percent(interval.low) + (negative ? " to " : "-") + percent(interval.high);
}

}  // namespace

Lines schedule_of(const Finding& finding) {
  Lines lines;
  if (finding.exploration) {
    for (const std::string& line : finding.exploration->drawing) {
      lines.push_back(printable_line(line));
    }
  }
  return lines;
}

std::string kind_of(const Finding& finding) {
  if (judge::is_not_written_yet(finding)) {
    return "to do";
  }
  const std::string whole = judge::describe(finding.verdict);
  const std::size_t details = whole.find(" (");
  if (details == std::string::npos) {
    return brief(whole);
  }
  const std::string inside = whole.substr(details + 2, whole.size() - details - 3);
  const bool said_by_headline = finding.headline.find(inside) != std::string::npos;
  return brief(said_by_headline ? whole.substr(0, details) : whole);
}

std::string what_happened(const Finding& finding) {
  const std::string kind = kind_of(finding) + ": ";
  std::string headline = brief(finding.headline);
  if (headline.starts_with(kind)) {
    headline.erase(0, kind.size());
  }
  return headline.empty() ? kind_of(finding) : kind + headline;
}

std::string seen_in(const Issue& issue) {
  if (concerns_a_file(*issue.finding)) {
    return "";
  }
  const std::string first = brief(issue.subjects.front());
  if (issue.finding->part == course::Part::speed) {
    return "speed row " + first;
  }
  const std::size_t more = issue.subjects.size() - 1;
  return more == 0 ? first : first + " and in " + counted(more, "more test");
}

std::string speed_in_numbers(const Finding& finding) {
  const judge::SpeedMeasure& speed = *finding.speed;
  if (speed.bound == course::Bound::floor) {
    return fmt::format("{} {} of the serial program's speed (95 % CI {:.2f}-{:.2f})",
                       brief(finding.subject), factor(shown_gain(finding)), speed.gain_interval.low,
                       speed.gain_interval.high);
  }
  if (std::holds_alternative<judge::NotMeasured>(finding.verdict)) {
    // Where the machine allowed nothing, a share of it means nothing.
    return fmt::format("{} {} of {} attainable", brief(finding.subject), factor(speed.speedup),
                       factor(speed.attainable));
  }
  return fmt::format("{} {} of {} attainable ({} % of the gain, 95 % CI {})",
                     brief(finding.subject), factor(speed.speedup), factor(speed.attainable),
                     percent(shown_gain(finding)), range(speed.gain_interval));
}

Lines rows_in_words(const ExerciseReport& exercise) {
  Lines rows;
  for (const Finding& finding : exercise.findings) {
    if (finding.part == course::Part::speed) {
      rows.push_back(judge::passed(finding.verdict) && finding.speed ? speed_in_numbers(finding)
                                                                     : row_in_words(finding));
    }
  }
  return rows;
}

std::string explained(const Finding& finding) {
  const bool unknown = judge::undecided(finding.verdict);
  std::vector<std::string> sentences;
  const bool ceiling = finding.speed && finding.speed->bound == course::Bound::ceiling;
  if (std::holds_alternative<judge::TooFast>(finding.verdict) && !ceiling) {
    sentences.emplace_back("This is shown to the instructor and earns no points.");
  } else if (finding.speed && !std::holds_alternative<judge::NotMeasured>(finding.verdict)) {
    const judge::SpeedMeasure& speed = *finding.speed;
    sentences.push_back(thresholds(speed));
    if (speed.bound == course::Bound::io && speed.cpu_share > kWaitingCpuShare) {
      sentences.push_back(
          fmt::format("It computed for {} % of the time; a program that waits stays below {} %.",
                      percent(speed.cpu_share), percent(kWaitingCpuShare)));
    }
    if (std::holds_alternative<judge::Inconclusive>(finding.verdict) &&
        speed.foreign_load > kQuietLoad)  // a row that was not measured says why itself
    {
      sentences.push_back(
          fmt::format("Other programs kept {:.1f} CPUs busy meanwhile.", speed.foreign_load));
    }
  }
  if (unknown) {
    sentences.emplace_back("This gives no points and costs none.");
  }
  return fmt::format("{}", fmt::join(sentences, " "));
}

}  // namespace report
