// Who is graded, as Classroom 50's runner tells its autograder.

#pragma once

#include <functional>
#include <string>

#include "report/classroom50.hpp"

namespace cli {

// A variable of the environment; empty if it is not set.
using Variable = std::function<std::string(const char* name)>;

std::string variable_of_environment(const char* name);

// Throws UsageError with the names of what is missing, or if the submission's tag is
// none.
report::Classroom50Identity classroom50_identity(const Variable& variable);

}  // namespace cli
