// What a course program says over its private line, believed only if it
// carries the nonce of exactly this run.

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "judge/timeline.hpp"
#include "sandbox/run.hpp"

namespace judge {

// 32 hexadecimal digits that nobody can guess. Throws std::system_error.
std::string make_nonce();

struct Failure {
  std::string file;
  int line = 0;
  std::string message;
};

struct TestResult {
  std::string test;
  bool passed = false;
  std::vector<std::string> leftovers;
  std::vector<Failure> failures;
  std::optional<Timeline> timeline{};  // nothing, too, if it is larger than a picture may be
};

// Nothing if the line is no such message or carries another nonce.
std::optional<TestResult> read_test_result(std::string_view line, const std::string& nonce);

}  // namespace judge
