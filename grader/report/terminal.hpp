// The report as a student reads it in a terminal.

#pragma once

#include <string>

#include "report/report.hpp"

namespace report {

struct TerminalStyle {
  bool colour = false;
  bool verbose = false;  // passing tests and whole evidence as well
  unsigned width = 80;
};

std::string terminal(const Report& report, const TerminalStyle& style);

}  // namespace report
