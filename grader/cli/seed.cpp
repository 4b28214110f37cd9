#include "cli/seed.hpp"

#include <fmt/format.h>

#include <regex>

#include "cli/options.hpp"

namespace cli {

void check_seed(const std::string& seed) {
  static const std::regex known("(random|pos|pct[1-9]-[0-9]+)-[0-9]+(\\+time)?(\\+wakeups)?");
  if (!std::regex_match(seed, known)) {
    throw UsageError(fmt::format(
        "'{}' is no seed; copy it from the report's line \"Again\", as in pct3-230-4711", seed));
  }
}

}  // namespace cli
