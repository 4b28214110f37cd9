// expect: timed_out
// Prints without an end.
#include "threads.hpp"

#include <cstdio>

namespace course {

std::vector<std::string> fetch_all(std::span<const std::string> names, const Fetch& fetch) {
  if (!names.empty()) {
    return {};  // once is enough
  }
  while (names.size() != 77) {
    std::puts("all work and no play makes Jack a dull boy");
  }
  return std::vector<std::string>(names.size());
}

}  // namespace course
