#include "report/issues.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>

namespace report {
namespace {

using judge::Finding;

bool shows_a_schedule(const Finding& finding) {
  return finding.exploration && !finding.exploration->steps.empty();
}

// Where a finding stands among all of one report's; equal ones stay as they were found.
auto reading_order(const Finding* finding) {
  return std::tuple(judge::undecided(finding->verdict), judge::is_not_written_yet(*finding),
                    judge::urgency(finding->verdict), !shows_a_schedule(*finding), finding);
}

// Two findings with equal keys show the same mistake. Files and speed rows
// stand for themselves; of tests, only the mistake matters; of what is not
// written yet, only its name.
using Key =
    std::tuple<std::string_view, std::set<std::pair<std::string, int>>, std::string, std::string>;

Key key_of(const Finding& finding) {
  std::set<std::pair<std::string, int>> places;  // sorted: either thread may come first
  if (!judge::is_not_written_yet(finding)) {
    for (const judge::Place& place : finding.places) {
      places.emplace(place.file, place.line);
    }
  }
  const bool of_tests = finding.part != course::Part::speed && !concerns_a_file(finding);
  std::string headline = places.empty() ? finding.headline : std::string();
  return {judge::name(finding.verdict), std::move(places), std::move(headline),
          of_tests ? std::string() : finding.subject};
}

}  // namespace

bool concerns_a_file(const Finding& finding) {
  return std::holds_alternative<judge::NotBuilt>(finding.verdict) ||
         std::holds_alternative<judge::Forbidden>(finding.verdict) ||
         std::holds_alternative<judge::NotSubmitted>(finding.verdict);
}

bool not_written_yet(const ExerciseReport& exercise) {
  bool any = false;
  for (const Finding& finding : exercise.findings) {
    if (finding.part == course::Part::tests) {
      any = true;
      if (!judge::is_not_written_yet(finding)) {
        return false;
      }
    }
  }
  return any;
}

std::vector<Issue> issues(const std::vector<Finding>& findings) {
  std::vector<Issue> result;
  std::map<Key, std::size_t> known;  // where in `result` the issue stands
  for (const Finding& finding : findings) {
    if (judge::passed(finding.verdict)) {
      continue;
    }
    const auto [entry, is_new] = known.emplace(key_of(finding), result.size());
    if (is_new) {
      result.push_back({&finding, {}});
    }
    Issue& issue = result[entry->second];
    if (shows_a_schedule(finding) && !shows_a_schedule(*issue.finding)) {
      issue.finding = &finding;  // it tells most: step by step, and the same again
    }
    std::vector<std::string>& subjects = issue.subjects;
    if (std::find(subjects.begin(), subjects.end(), finding.subject) == subjects.end()) {
      subjects.push_back(finding.subject);
    }
  }
  std::sort(result.begin(), result.end(), [](const Issue& left, const Issue& right) {
    return reading_order(left.finding) < reading_order(right.finding);
  });
  return result;
}

}  // namespace report
