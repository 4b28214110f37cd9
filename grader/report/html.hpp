// The report as one HTML page: no script, nothing from the network, readable on
// a phone, in the dark, on paper and by keyboard.

#pragma once

#include <string>

#include "report/report.hpp"

namespace report {

std::string html_page(const Report& report);

}  // namespace report
