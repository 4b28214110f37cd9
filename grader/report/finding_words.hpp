// How reports speak of one finding. Pure; all of it is printable.

#pragma once

#include <string>

#include "judge/finding.hpp"
#include "report/issues.hpp"
#include "report/layout.hpp"

namespace report {

// "downloads 2.97x of 2.99x attainable (99 % of the gain, 95 % CI 98-100)".
std::string speed_in_numbers(const judge::Finding& finding);
// Each speed row of the exercise, in a cell of a table: in numbers if it is right.
Lines rows_in_words(const ExerciseReport& exercise);
// What the verdict means where it needs saying, in whole sentences; may be empty.
std::string explained(const judge::Finding& finding);

// The schedule that fails, a line for each step below the names of its threads;
// empty without one.
Lines schedule_of(const judge::Finding& finding);

// The kind of mistake: "crashed (SIGSEGV)", without the signal where the headline
// names it; "to do" for what is not written yet.
std::string kind_of(const judge::Finding& finding);
// "raced: two threads write total_ without a lock in common".
std::string what_happened(const judge::Finding& finding);

// "Sum.IsRight and in 9 more tests", "speed row total"; empty for a whole file.
std::string seen_in(const Issue& issue);

}  // namespace report
