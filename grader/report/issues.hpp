// Findings as a reader meets them: only what has not passed, the worst first,
// and what shows one and the same mistake only once.

#pragma once

#include <string>
#include <vector>

#include "judge/finding.hpp"
#include "report/report.hpp"

namespace report {

struct Issue {
  // The first that shows it, rather one with a schedule; owned by the report.
  const judge::Finding* finding = nullptr;
  std::vector<std::string> subjects;  // of all that show it, each once, in their order
};

// True if it is about a file that was not built or not submitted.
bool concerns_a_file(const judge::Finding& finding);

// True if there are tests, and every one of them is not written yet.
bool not_written_yet(const ExerciseReport& exercise);

// One issue for each kind of mistake and place. Mistakes come first, in
// score::Grade's order of importance; then what is not written yet; then what
// the machine could not tell.
std::vector<Issue> issues(const std::vector<judge::Finding>& findings);

}  // namespace report
