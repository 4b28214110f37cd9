// The report as JSON: report.schema.json describes it. The one format that
// holds everything; others are made from what it holds.

#pragma once

#include <string>

#include "report/report.hpp"

namespace report {

std::string json(const Report& report);

// The report that `text` holds. Throws std::runtime_error with what is wrong,
// if it is no report or one of another version.
Report from_json(const std::string& text);

}  // namespace report
