// A schedule in gdb, for whoever wants to look around where it fails.
//
// The program runs with all that its user may do: it is their own.

#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "cli/exit_code.hpp"
#include "judge/debugger.hpp"

namespace cli {

// Throws UsageError if there is no gdb.
void check_debugger();

// Until the user leaves it. `program` is one that can be explored.
ExitCode debug(const std::filesystem::path& program, const std::vector<std::string>& arguments,
               const judge::Debugged& debugged, const course::Exercise& exercise);

}  // namespace cli
