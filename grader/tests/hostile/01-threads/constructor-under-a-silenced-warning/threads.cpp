// expect: forbidden #pragma clang diagnostic
// Keeps the compiler from telling of code before main.
#include "threads.hpp"

#include <exception>

#pragma clang diagnostic ignored "-Weverything"
struct First {
  First() { std::terminate(); }
};
const First first;

namespace course {

std::vector<std::string> fetch_all(std::span<const std::string> names, const Fetch& fetch) {
  return std::vector<std::string>(names.size());
}

}  // namespace course
