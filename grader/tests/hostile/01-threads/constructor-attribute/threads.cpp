// expect: forbidden attribute constructor
// A function that the loader calls.
#include "threads.hpp"
__attribute__((__constructor__)) static void early() {}

namespace course {

std::vector<std::string> fetch_all(std::span<const std::string> names, const Fetch& fetch) {
  return std::vector<std::string>(names.size());
}

}  // namespace course
