// The hints of an exercise, step by step. Pure.

#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace course {

// What hints.md says on one task of the README. The last step is the resource.
struct TaskHints {
  std::string title;  // "1. Move money, all of it or nothing"
  std::vector<std::string> steps;
};

// Reads a hints.md: "## " begins a task; "1. ", "2. " begin its steps, which go on
// in indented lines; "Resource: " is a step as well. Links become their text and
// address. Throws std::invalid_argument if a task has no steps, or if there is
// no task.
std::vector<TaskHints> read_hints(std::string_view markdown);

}  // namespace course
