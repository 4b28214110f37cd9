// expect: forbidden _exit
// Ends the program well when it is about to end badly.
#include "threads.hpp"

#include <unistd.h>

#include <cstdlib>

namespace course {

std::vector<std::string> fetch_all(std::span<const std::string> names, const Fetch& fetch) {
  std::atexit([] { _exit(0); });
  return std::vector<std::string>(names.size());
}

}  // namespace course
