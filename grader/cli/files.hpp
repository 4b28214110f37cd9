// Files that the user asked for: refused before the work, written after it.

#pragma once

#include <filesystem>
#include <string>

#include "cli/options.hpp"
#include "report/report.hpp"

namespace cli {

// Throws UsageError with the name of the first file that cannot be written.
void check_writable(const Files& files);

// Renders the report into every file that was asked for, without what hidden tests found
// unless it is to be revealed. Throws UsageError.
void write(const Files& files, const report::Report& report, bool reveal);

}  // namespace cli
