// The report as SARIF 2.1.0, which code scanners and editors read.

#pragma once

#include <string>

#include "report/report.hpp"

namespace report {

// A result for each kind of mistake and place; nothing for what is not written
// yet. Source: OASIS, Static Analysis Results Interchange Format 2.1.0.
std::string sarif(const Report& report);

}  // namespace report
