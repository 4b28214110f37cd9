// What a stored result depends on besides the submission.

#pragma once

#include <map>
#include <string>
#include <vector>

#include "course/exercise.hpp"

namespace cli {

// For each exercise's id a text that changes with its files (the submit files aside),
// with what all exercises share, with the grader and with the compiler.
std::map<std::string, std::string> course_states(
    const std::vector<const course::Exercise*>& exercises, const std::string& compiler);

}  // namespace cli
