// expect: forbidden #include after a macro
// Assertions that compare nothing.
#define EXPECT_EQ(a, b) static_cast<void>(0)

#include "threads.hpp"

namespace course {

std::vector<std::string> fetch_all(std::span<const std::string> names, const Fetch& fetch) {
  return std::vector<std::string>(names.size());
}

}  // namespace course
