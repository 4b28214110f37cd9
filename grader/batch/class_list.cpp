#include "batch/class_list.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <variant>

#include "report/finding_words.hpp"
#include "report/printable.hpp"

namespace batch {
namespace {

template <class... Verdicts>
bool is_one_of(const judge::Verdict& verdict) {
  return (std::holds_alternative<Verdicts>(verdict) || ...);
}

}  // namespace

bool handed_in(const report::ExerciseReport& exercise) {
  return std::none_of(exercise.findings.begin(), exercise.findings.end(),
                      [](const judge::Finding& finding) {
                        return std::holds_alternative<judge::NotSubmitted>(finding.verdict);
                      });
}

bool handed_in_anything(const Entry& entry) {
  return std::any_of(entry.report.exercises.begin(), entry.report.exercises.end(), &handed_in);
}

std::vector<std::string> for_a_human_eye(const Entry& entry) {
  std::vector<std::string> lines;
  if (!entry.problem.empty()) {
    lines.push_back(report::printable_line(entry.problem));
  } else if (!handed_in_anything(entry)) {
    lines.emplace_back("nothing was handed in");
  }
  for (const report::ExerciseReport& exercise : entry.report.exercises) {
    for (const judge::Finding& finding : exercise.findings) {
      if (is_one_of<judge::TooFast, judge::Forbidden, judge::Inconclusive, judge::NotMeasured>(
              finding.verdict)) {
        lines.push_back(
            fmt::format("{}: {}", exercise.exercise.id, report::what_happened(finding)));
      }
    }
  }
  lines.erase(std::unique(lines.begin(), lines.end()), lines.end());
  return lines;
}

}  // namespace batch
