// Where a reader finds what a finding speaks of. Pure; all of it is printable.

#pragma once

#include <cstddef>
#include <limits>
#include <string>
#include <vector>

#include "report/layout.hpp"
#include "report/report.hpp"

namespace report {

// True if the place is in a file that the student handed in.
bool is_students(const judge::Place& place, const course::Exercise& exercise);
// "exercises/03-locks/bank.cpp:31": where a reader finds it.
std::string path_of(const judge::Place& place, const Report& report,
                    const course::Exercise& exercise);
// The finding's places, the student's first, without notes that only repeat the
// headline; the file itself where a finding about a file has no place.
std::vector<judge::Place> places_of(const judge::Finding& finding,
                                    const course::Exercise& exercise);

// A place in lines: path and what happens there, then the source line, indented.
Lines place_in_lines(const judge::Place& place, const Report& report,
                     const course::Exercise& exercise);

// All of places_of(), one below the other; no further place once there are `most` lines.
Lines places_in_lines(const judge::Finding& finding, const Report& report,
                      const course::Exercise& exercise,
                      std::size_t most = std::numeric_limits<std::size_t>::max());

// Where to go on: the first exercise that could have more points, and in it the
// worst mistake ("exercises/03-locks/bank.cpp:31, then run grader/grade run 03")
// or the way to begin. Empty if there is none.
std::string next_step(const Report& report);

}  // namespace report
