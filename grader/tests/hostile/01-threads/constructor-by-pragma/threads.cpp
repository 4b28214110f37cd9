// expect: forbidden #pragma clang attribute
// The attribute for all functions that follow.
#include "threads.hpp"
#pragma clang attribute push([[gnu::constructor]], apply_to = function)
static void early() {}
#pragma clang attribute pop

namespace course {

std::vector<std::string> fetch_all(std::span<const std::string> names, const Fetch& fetch) {
  return std::vector<std::string>(names.size());
}

}  // namespace course
