// The points that the course must teach, each by at least one exercise or
// slide. A: Concurrency and Parallelism in Python (Scientific Machine Learning
// training days). B: Session 13, Multithreading and Parallelization.

#pragma once

#include <string_view>

namespace course {

// "A1" to "A16" and "B1" to "B18".
bool is_syllabus_id(std::string_view id);

}  // namespace course
