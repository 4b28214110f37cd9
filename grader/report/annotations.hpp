// The report as GitHub annotations: workflow commands that mark the student's
// lines in a pull request or a push.

#pragma once

#include <string>

#include "report/report.hpp"

namespace report {

// One command a line, the worst first and ten at most, because GitHub shows no
// more of a step. An error for what costs points, a notice for what could not
// be measured; nothing for what is not written yet. Whatever the text holds, it
// ends no command and begins none.
std::string annotations(const Report& report);

}  // namespace report
