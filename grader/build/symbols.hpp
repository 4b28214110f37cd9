// Lines of source for addresses of a program, as its debug information gives
// them.

#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "sandbox/runner.hpp"

namespace build {

struct CodeLine {
  std::string function;
  std::string file;  // as the compiler knew it
  int line = 0;
};

// The lines that each address stands for: what was inlined there first, the
// function itself last. Addresses that nobody knows are left out. Runs the
// symbolizer in the sandbox, for the program is a submission's.
std::map<std::uint64_t, std::vector<CodeLine>> lines_of(const std::set<std::uint64_t>& addresses,
                                                        const std::filesystem::path& program,
                                                        const std::string& symbolizer,
                                                        const sandbox::Runner& runner);

}  // namespace build
