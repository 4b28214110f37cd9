// The report as JUnit's XML, which most CI systems read.

#pragma once

#include <string>

#include "report/report.hpp"

namespace report {

// A test suite for each exercise, a test case for each finding, its name unique
// in the suite: "tests: Transfer.MovesMoney". A mistake is a `failure`, what did
// not build or end by itself an `error`, what could not be measured `skipped`.
// Holds no character that XML forbids.
std::string junit(const Report& report);

}  // namespace report
