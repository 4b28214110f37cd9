// expect: forbidden attribute no_sanitize
// A race that ThreadSanitizer is not to see.
#include "threads.hpp"

#include <thread>

namespace {
__attribute__((no_sanitize("thread"))) void race(int* shared) { ++*shared; }
}  // namespace

namespace course {

std::vector<std::string> fetch_all(std::span<const std::string> names, const Fetch& fetch) {
  int shared = 0;
  std::jthread other([&] { race(&shared); });
  race(&shared);
  return std::vector<std::string>(names.size());
}

}  // namespace course
