// expect: not_built
// The reference solution as one's own.
#include "../../solutions/01-threads/threads.cpp"

#include "threads.hpp"

namespace course {

std::vector<std::string> fetch_all(std::span<const std::string> names, const Fetch& fetch) {
  return std::vector<std::string>(names.size());
}

}  // namespace course
