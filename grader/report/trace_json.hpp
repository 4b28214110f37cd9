// A trace as JSON, schema "trace/v1": grader/explore/README.md names its keys. Pure.

#pragma once

#include <string>

#include "judge/traced_program.hpp"

namespace report {

std::string trace_json(const judge::TracedProgram& traced);

}  // namespace report
