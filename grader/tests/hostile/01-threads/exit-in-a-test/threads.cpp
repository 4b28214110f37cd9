// expect: forbidden _Exit
// Leaves with a good exit code before anything is checked.
#include "threads.hpp"

#include <cstdlib>

namespace course {

std::vector<std::string> fetch_all(std::span<const std::string> names, const Fetch& fetch) {
  std::_Exit(0);
}

}  // namespace course
