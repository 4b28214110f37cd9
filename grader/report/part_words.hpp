// What reports that have an entry for each part of an exercise say of one. Pure; all
// of it is printable.

#pragma once

#include <optional>
#include <string>

#include "report/report.hpp"

namespace report {

// "03-locks: races".
std::string name_of_part(const ExerciseReport& exercise, const score::PartGrade& part);

// The verdict of the worst that concerns the part; a mistake comes before what is not
// written yet. What keeps all else from running, such
// as a file that does not compile, concerns every part. Nothing if nobody looked.
std::optional<judge::Verdict> verdict_of_part(const ExerciseReport& exercise,
                                              const score::PartGrade& part);

// All that went wrong, below each other: what, where, what to try next. Then the speed
// rows in numbers. A mistake that keeps all else from running is shown with the tests.
std::string part_in_lines(const ExerciseReport& exercise, const score::PartGrade& part,
                          const Report& report);

// The worst of it in one line, with its first place; empty if all is well.
std::string part_in_a_line(const ExerciseReport& exercise, const score::PartGrade& part,
                           const Report& report);

}  // namespace report
