// expect: failed
// A file without an end.
#include "threads.hpp"

#include "/dev/zero"

namespace course {

std::vector<std::string> fetch_all(std::span<const std::string> names, const Fetch& fetch) {
  return std::vector<std::string>(names.size());
}

}  // namespace course
