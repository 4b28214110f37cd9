// Reports to test with: what the grader finds in situations that a user meets.
// Goldens are made from them, so they look as real ones do.

#pragma once

#include <string>
#include <vector>

#include "report/report.hpp"

namespace report::examples {

// Five exercises, every point earned.
Report all_right();

// A fresh checkout: the skeletons of five exercises.
Report untouched();

// One exercise of each kind of trouble.
Report mixed();

// Tests that are laid over an exercise and that find a wrong sum and a race; its own pass.
Report hidden_tests(course::Visibility visibility);

// A submission whose every word tries to become markup, a terminal's control
// sequence or a command.
Report hostile();

// Text of the kind that hostile() is made of.
std::string hostile_text();

// One exercise with two suites and one speed row; graded as `findings` deserve.
ExerciseReport bank_with(std::vector<judge::Finding> findings);
Report report_with(std::vector<judge::Finding> findings);

judge::Finding finding(course::Part part, std::string subject,
                       judge::Verdict verdict = judge::Passed{});

}  // namespace report::examples
