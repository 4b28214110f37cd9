// The report as a GitHub step summary.

#pragma once

#include <string>

#include "report/report.hpp"

namespace report {

std::string markdown(const Report& report);

}  // namespace report
