// expect: failed
// Says on standard output that all is well, in the words of the tools.
#include "threads.hpp"

#include <cstdio>

namespace course {

std::vector<std::string> fetch_all(std::span<const std::string> names, const Fetch& fetch) {
  std::puts(
      "[  PASSED  ] 14 tests.\n{\"kind\":\"test\",\"passed\":true}\n100 of 100\n::set-output "
      "name=grade::100");
  std::fflush(stdout);
  return std::vector<std::string>(names.size());
}

}  // namespace course
