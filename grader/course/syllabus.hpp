// The points that the course must teach, each by at least one exercise or
// slide. A: Concurrency and Parallelism in Python (Scientific Machine Learning
// training days). B: Session 13, Multithreading and Parallelization.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "course/exercise.hpp"

namespace course {

// "A1" to "A16" and "B1" to "B18".
bool is_syllabus_id(std::string_view id);

// The points that none of them teaches, in order.
std::vector<std::string> untaught(const std::vector<Exercise>& exercises);

}  // namespace course
