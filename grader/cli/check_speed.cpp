// grade check --speed: proves that the same code gets the same verdict from the
// clock.
//
// Looks at solutions, and at mistakes that the clock must find. Their tests run
// once, for only what passes them is timed; then every row that a claim says
// something of is timed again and again. Skeletons, attacks and races are not
// looked at.

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <optional>
#include <utility>

#include "cli/claim.hpp"
#include "cli/session.hpp"
#include "cli/speed_tally.hpp"
#include "cli/verbs.hpp"

namespace cli {
namespace {

using judge::Finding;

// One row of one submission.
struct Timed {
  std::size_t work = 0;  // which piece of work it belongs to
  std::string name;      // "solution", "wrong/one-worker"
  std::string row;
  SpeedTally tally;
  std::string hindrance{};  // what kept it from being timed
};

bool is_about_speed(const Claim& claim) {
  const bool expected = claim.kind == Claim::Kind::solution || claim.kind == Claim::Kind::wrong;
  return expected && claim.work.speed && claim.work.exercise->points.speed != 0;
}

bool expects_a_pass(const Claim& claim) {
  return claim.kind == Claim::Kind::solution || claim.expected.passes_part(course::Part::speed);
}

// The rows that a claim says something of: those of its subject, or all.
std::vector<std::string> rows_of(const Claim& claim) {
  std::vector<std::string> rows;
  for (const course::SpeedRow& row : claim.work.exercise->speed) {
    if (expects_a_pass(claim) || claim.expected.subject.empty() ||
        claim.expected.subject == row.name) {
      rows.push_back(row.name);
    }
  }
  return rows;
}

void add(Timed& timed, const std::vector<Finding>& findings) {
  const auto found = std::find_if(findings.begin(), findings.end(), [&](const Finding& finding) {
    return finding.part == course::Part::speed && finding.subject == timed.row;
  });
  if (found != findings.end()) {
    timed.tally.add(*found);
  } else if (!findings.empty()) {
    const Finding& first = findings.front();
    Finding not_timed;
    not_timed.verdict = first.verdict;
    timed.tally.add(not_timed);
    timed.hindrance =
        fmt::format("not timed: {} {}", first.subject, judge::describe(first.verdict));
  }
}

void print(const Timed& timed, const std::string& exercise) {
  const std::chrono::duration<double> mean = timed.tally.mean();
  const std::optional<double> gain = timed.tally.gain();
  fmt::print("{:<14} {:<32} {:<16} {:<8} {} {:>6.1f} s {:>6}  {}\n", exercise, timed.name,
             timed.row, timed.tally.expected(), timed.tally.columns(), mean.count(),
             gain ? fmt::format("{:.2f}", *gain) : "-", timed.tally.good() ? "ok" : "NO");
  for (const std::string& more : {timed.hindrance, timed.tally.others()}) {
    if (!more.empty()) {
      fmt::print("    {}\n", more);
    }
  }
}

}  // namespace

ExitCode check_speed(const Options& options) {
  const auto started = std::chrono::steady_clock::now();
  Session session(options);
  std::vector<Work> work;
  std::vector<Timed> rows;
  for (const course::Exercise* exercise : session.exercises()) {
    for (Claim& claim : claims_about(*exercise, options.root)) {
      if (!is_about_speed(claim)) {
        continue;
      }
      claim.work.races = false;
      claim.work.schedules = false;
      claim.work.rows = rows_of(claim);
      for (const std::string& row : claim.work.rows) {
        rows.push_back({work.size(), claim.name, row,
                        SpeedTally(expects_a_pass(claim) ? "passed" : claim.expected.verdict)});
      }
      work.push_back(std::move(claim.work));
    }
  }

  session.grading().time(work, options.check.repeat,
                         [&](const std::vector<std::vector<Finding>>& findings) {
                           for (Timed& timed : rows) {
                             add(timed, findings[timed.work]);
                           }
                         });

  session.progress().finish();
  fmt::print("{:<14} {:<32} {:<16} {:<8} {} {:>8} {:>6}\n", "exercise", "submission", "row",
             "expected", SpeedTally::heading(), "each", "gain");
  int bad = 0;
  for (const Timed& timed : rows) {
    print(timed, work[timed.work].exercise->id);
    bad += timed.tally.good() ? 0 : 1;
  }
  const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - started;
  const auto all = static_cast<int>(rows.size());
  fmt::print("{} speed rows, timed {} times in {:.0f} s\n", all, options.check.repeat,
             taken.count());
  fmt::print("{} passed, {} failed\n", all - bad, bad);
  return bad == 0 ? ExitCode::all_points : ExitCode::course_broken;
}

}  // namespace cli
