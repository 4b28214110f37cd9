// expect: not_built
// The tests as part of the submission.
#include "threads.hpp"

#include "threads_test.cpp"

namespace course {

std::vector<std::string> fetch_all(std::span<const std::string> names, const Fetch& fetch) {
  return std::vector<std::string>(names.size());
}

}  // namespace course
