// What a report says of hidden tests: their points and verdicts, and nothing else.
//
// A report holds all that the judges found. Before students read one, what was found in
// hidden tests is replaced here, in the value itself: no format has to remember it. Also
// what the submission printed or threw in such a test goes, because a submission can
// print what the test hands to it. Pure.

#pragma once

#include <string_view>

#include "report/report.hpp"

namespace report {

// Stands for all hidden tests of an exercise. GoogleTest's names have no blanks.
inline constexpr std::string_view kHiddenTests = "hidden tests";

// True for all that was found in a hidden test, and for what stands for it.
bool is_of_hidden_tests(const judge::Finding& finding, const course::Exercise& exercise);

// Of each part one finding for all hidden tests; of their suites one for all. The same
// once more changes nothing.
ExerciseReport for_students(const ExerciseReport& graded);
Report for_students(const Report& report);

// Gradescope keeps what is for after the due date to itself until then; what is hidden
// is replaced here too.
Report for_gradescope(const Report& report);

// True if something was replaced already, so that nobody can show it any more.
bool was_for_students(const Report& report);

}  // namespace report
