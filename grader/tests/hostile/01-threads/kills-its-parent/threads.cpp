// expect: forbidden kill
// A grader that is gone reports nothing.
#include "threads.hpp"

#include <signal.h>
#include <unistd.h>

namespace course {

std::vector<std::string> fetch_all(std::span<const std::string> names, const Fetch& fetch) {
  kill(1, SIGKILL);
  return std::vector<std::string>(names.size());
}

}  // namespace course
