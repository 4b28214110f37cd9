// The files that a report can be written to, and the options that ask for them.

#pragma once

#include <array>
#include <string>

#include "report/hidden_tests.hpp"
#include "report/report.hpp"

namespace cli {

struct Exporter {
  const char* option;  // "--json"
  const char* help;
  std::string (*render)(const report::Report& report);
  void (*check)() = nullptr;  // before grading; throws UsageError if it could not render
  // What it may show of a report. Safe where nothing else is said.
  report::Report (*without_hidden_tests)(const report::Report& report) = report::for_students;
};

// In the order of --help.
const std::array<Exporter, 9>& exporters();

}  // namespace cli
