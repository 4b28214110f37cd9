// The report as Gradescope's results.json.

#pragma once

#include <string>

#include "report/report.hpp"

namespace report {

// A test for each part of each exercise, with its points and what is wrong.
// Hidden tests are a test of their own, with Gradescope's word for who sees it; nothing
// else tells of them more than for_students() does, see hidden_tests.hpp.
// Points that this machine could not measure are in neither score nor maximum;
// the words say so.
std::string gradescope(const Report& report);

}  // namespace report
