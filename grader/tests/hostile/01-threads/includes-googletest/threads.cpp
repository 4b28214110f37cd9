// expect: forbidden #include of gtest
// Reaches for the judge's own functions.
#include "threads.hpp"

#include <gtest/gtest.h>

namespace course {

std::vector<std::string> fetch_all(std::span<const std::string> names, const Fetch& fetch) {
  testing::UnitTest::GetInstance();
  return std::vector<std::string>(names.size());
}

}  // namespace course
