// expect: forbidden definition of testing::AssertionSuccess
// An assertion that always holds, in place of GoogleTest's.
#include "threads.hpp"
namespace testing {
class AssertionResult;
AssertionResult* AssertionSuccess() { return nullptr; }
}  // namespace testing

namespace course {

std::vector<std::string> fetch_all(std::span<const std::string> names, const Fetch& fetch) {
  return std::vector<std::string>(names.size());
}

}  // namespace course
