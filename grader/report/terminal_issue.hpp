// One issue as a terminal shows it: what happened, the student's line, what to
// try, how to see it again, and only then the evidence.

#pragma once

#include "report/issues.hpp"
#include "report/layout.hpp"
#include "report/report.hpp"
#include "report/terminal.hpp"

namespace report {

Lines in_full(const Issue& issue, const Report& report, const course::Exercise& exercise,
              const TerminalStyle& style);

std::string in_one_line(const Issue& issue, const TerminalStyle& style);

}  // namespace report
