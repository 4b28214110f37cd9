#include "report/part_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <string_view>
#include <vector>

#include "report/finding_words.hpp"
#include "report/hidden_tests.hpp"
#include "report/issues.hpp"
#include "report/places.hpp"
#include "report/printable.hpp"
#include "report/wording.hpp"

namespace report {
namespace {

using judge::Finding;

constexpr std::string_view kWaits = "It counts once all tests pass.";

// Those that students read with this part; with the hidden tests all that was found in
// them, races too. A mistake that keeps all else from running is shown with the tests.
std::vector<Finding> findings_of(const ExerciseReport& exercise, const score::PartGrade& part) {
  std::vector<Finding> findings =
      part.is_hidden() ? exercise.findings : for_students(exercise).findings;
  std::erase_if(findings, [&](const Finding& finding) {
    const bool hidden = is_of_hidden_tests(finding, exercise.exercise);
    const course::Part shown = concerns_a_file(finding) ? course::Part::tests : finding.part;
    return part.is_hidden() ? !hidden
                            : shown != part.part || (hidden && shown == course::Part::tests);
  });
  return findings;
}

// Points are lost, and not by what the part itself shows.
bool waits_for_tests(const score::PartGrade& part, const std::vector<Issue>& issues) {
  return part.part != course::Part::tests && issues.empty() &&
         part.earned + part.not_measured < part.possible;
}

std::string not_measured_in_words(const score::PartGrade& part) {
  return part.not_measured == 0
             ? ""
             : fmt::format("{} could not be measured here: {} neither won nor lost.",
                           counted(static_cast<std::size_t>(part.not_measured), "point"),
                           part.not_measured == 1 ? "it is" : "they are");
}

}  // namespace

std::string name_of_part(const ExerciseReport& exercise, const score::PartGrade& part) {
  return printable_line(exercise.exercise.id) + ": " + std::string(score::name(part));
}

std::optional<judge::Verdict> verdict_of_part(const ExerciseReport& exercise,
                                              const score::PartGrade& part) {
  std::vector<Finding> findings = findings_of(exercise, part);
  std::copy_if(exercise.findings.begin(), exercise.findings.end(), std::back_inserter(findings),
               concerns_a_file);
  if (const std::vector<Issue> all = issues(findings); !all.empty()) {
    return all.front().finding->verdict;
  }
  return findings.empty() ? std::nullopt : std::optional<judge::Verdict>(judge::Passed{});
}

std::string part_in_lines(const ExerciseReport& exercise, const score::PartGrade& part,
                          const Report& report) {
  std::string text;
  const auto add = [&](const std::string& line) { text += line.empty() ? "" : line + "\n"; };
  add(not_measured_in_words(part));
  const std::vector<Finding> findings = findings_of(exercise, part);
  const std::vector<Issue> all = issues(findings);
  for (const Issue& issue : all) {
    const Finding& finding = *issue.finding;
    add(what_happened(finding));
    for (const std::string& line : places_in_lines(finding, report, exercise.exercise)) {
      add("  " + line);
    }
    if (!seen_in(issue).empty()) {
      add("  Seen in: " + seen_in(issue));
    }
    if (!finding.advice.empty()) {
      add("  Try: " + printable_line(finding.advice));
    }
  }
  for (const Finding& finding : findings) {
    if (finding.speed) {
      add(speed_in_numbers(finding));
    }
  }
  if (waits_for_tests(part, all)) {
    add(std::string(kWaits));
  }
  return text;
}

std::string part_in_a_line(const ExerciseReport& exercise, const score::PartGrade& part,
                           const Report& report) {
  const std::vector<Finding> findings = findings_of(exercise, part);
  const std::vector<Issue> all = issues(findings);
  if (all.empty()) {
    return waits_for_tests(part, all) ? std::string(kWaits) : not_measured_in_words(part);
  }
  const Finding& worst = *all.front().finding;
  std::string line = what_happened(worst);
  if (const auto places = places_of(worst, exercise.exercise); !places.empty()) {
    line += fmt::format(" ({})", path_of(places.front(), report, exercise.exercise));
  }
  if (all.size() > 1) {
    line += fmt::format("; and {} more", all.size() - 1);
  }
  return line;
}

}  // namespace report
