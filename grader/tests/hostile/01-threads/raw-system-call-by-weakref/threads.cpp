// expect: forbidden attribute weakref
// The same under another name.
#include "threads.hpp"
static long quietly(long, ...)
    __attribute__((weakref("sys"
                           "call")));

namespace course {

std::vector<std::string> fetch_all(std::span<const std::string> names, const Fetch& fetch) {
  quietly(231, 0);
  return std::vector<std::string>(names.size());
}

}  // namespace course
