// A trace as a page for a browser, which needs nothing else. Pure.

#pragma once

#include <string>

#include "judge/traced_program.hpp"

namespace report {

std::string trace_page(const judge::TracedProgram& traced, const std::string& name);

// The speed-up against the number of cores: the bracket as a band, what the clock said as
// a point, and the line that no program crosses.
std::string trace_picture(const judge::TracedProgram& traced);

}  // namespace report
