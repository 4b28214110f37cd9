// Tools at work on the course's own files: outside the sandbox, because these are
// trusted and the tools need what it hides.

#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "sandbox/interrupt.hpp"

namespace build {

// Throws course::CourseError if the tool fails: `what_fails`, "FILE:1: ...", then the
// tool's words.
void run_course_tool(const std::filesystem::path& folder, std::vector<std::string> arguments,
                     const sandbox::Interrupt& interrupt, const std::string& what_fails);

}  // namespace build
