// What grading must give for a students' repository that nobody has worked in.

#pragma once

#include <string>
#include <vector>

#include "course/exercise.hpp"
#include "report/report.hpp"

namespace cli {

// Every exercise was graded, has no point and passes no test, and says that it is
// not written yet. What is otherwise, and what to do about it; empty if nothing is.
std::string objection_to(const report::Report& graded,
                         const std::vector<course::Exercise>& exercises);

}  // namespace cli
