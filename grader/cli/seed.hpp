// Seeds of schedules, as reports print them.

#pragma once

#include <string>

namespace cli {

// Throws UsageError if the text is none, before a program is built for nothing.
void check_seed(const std::string& seed);

}  // namespace cli
