// GoogleTest's multi-line failure messages as one sentence.

#pragma once

#include <string>

namespace judge {

struct AssertionText {
  std::string headline;
  bool is_exception = false;
};

// The words that the test's author added (`EXPECT_TRUE(x) << "words"`) if there
// are any; the text of an exception that came out; otherwise what was compared.
AssertionText read_assertion(const std::string& message);

}  // namespace judge
