// How reports say things: the words that terminal and Markdown have in common.
//
// Pure. What comes from a submission is made printable, and nothing more: each
// format still escapes what has a meaning in it.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "report/report.hpp"

namespace report {

// "85 of 85, 15 not measured"; what could not be measured is not in the count.
std::string points(int earned, int possible, int not_measured);
std::string points(const score::PartGrade& part);
std::string points(const score::Grade& grade);
std::string points(const Report& report);

// True if only what could not be measured is missing.
bool earned_all_that_was_measured(const score::Grade& grade);

// "1 race", "2 races".
std::string counted(std::size_t count, std::string_view one);

// "12.4 s", "2 min 5 s".
std::string duration(double seconds);

// False if there was nothing to run: no program, or only a skeleton.
bool ran(const ExerciseReport& exercise);

// "8 of 9 tests passed", or why no test ran.
std::string tests_in_words(const ExerciseReport& exercise);
// "no races", "2 races, 1 deadlock", "races not measured"; empty if nobody looked.
std::string races_in_words(const ExerciseReport& exercise);
// "no failure in 1500 schedules", "2 failing schedules"; empty if none were run.
std::string schedules_in_words(const ExerciseReport& exercise);

// "histogram slow".
std::string row_in_words(const judge::Finding& finding);
// All of it in one line: "5 of 5 tests passed, no races, histogram slow".
std::string result_in_words(const ExerciseReport& exercise);
// "tests 60 of 60, races 0 of 20", and why what comes after failing tests counts nothing.
std::string parts_in_words(const ExerciseReport& exercise);

// True if there are exercises, and nothing is written yet in any of them.
bool untouched(const Report& report);

}  // namespace report
