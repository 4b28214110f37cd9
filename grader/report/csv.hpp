// The report as a table for spreadsheets.

#pragma once

#include <string>

#include "report/report.hpp"

namespace report {

// CSV (RFC 4180) with a line for each part of each exercise below the names of the
// columns. `of` is what the part is worth; of it, what could not be measured is neither
// won nor lost. A part that nobody looked at has no verdict; the message says why.
std::string csv(const Report& report);

}  // namespace report
