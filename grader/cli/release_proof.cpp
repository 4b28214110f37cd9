#include "cli/release_proof.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "report/issues.hpp"

namespace cli {
namespace {

std::string objection_to(const report::ExerciseReport& graded) {
  const std::string folder = "exercises/" + graded.exercise.id;
  if (graded.grade.earned() != 0) {
    return fmt::format("{} earns {} points as it stands; put the skeleton back", folder,
                       graded.grade.earned());
  }
  const auto tests = [&](const auto& condition) {
    return std::find_if(graded.findings.begin(), graded.findings.end(),
                        [&](const judge::Finding& finding) {
                          return finding.part == course::Part::tests && condition(finding);
                        });
  };
  const auto passes =
      tests([](const judge::Finding& finding) { return judge::passed(finding.verdict); });
  if (passes != graded.findings.end()) {
    return fmt::format("{} passes {} as it stands; put the skeleton back", folder, passes->subject);
  }
  // Not all of them: some look at what is thrown, and say what they think of that.
  if (tests(judge::is_not_written_yet) == graded.findings.end()) {
    const std::vector<report::Issue> issues = report::issues(graded.findings);
    const std::string first =
        issues.empty() ? "it has no test"
                       : issues.front().finding->subject + ": " + issues.front().finding->headline;
    return fmt::format("{} is no untouched skeleton; its report begins with: {}", folder, first);
  }
  return {};
}

}  // namespace

std::string objection_to(const report::Report& graded,
                         const std::vector<course::Exercise>& exercises) {
  for (const course::Exercise& exercise : exercises) {
    const auto found = std::find_if(
        graded.exercises.begin(), graded.exercises.end(),
        [&](const report::ExerciseReport& each) { return each.exercise.id == exercise.id; });
    if (found == graded.exercises.end()) {
      return fmt::format("exercises/{} was not graded there; are all of its files in git?",
                         exercise.id);
    }
    if (std::string objection = objection_to(*found); !objection.empty()) {
      return objection;
    }
  }
  return {};
}

}  // namespace cli
