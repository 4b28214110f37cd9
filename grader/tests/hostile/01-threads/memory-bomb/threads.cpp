// expect: crashed
// Takes all memory there is.
#include "threads.hpp"

namespace course {

std::vector<std::string> fetch_all(std::span<const std::string> names, const Fetch& fetch) {
  if (!names.empty()) {
    return {};  // once is enough
  }
  std::vector<std::string> all;
  while (names.size() != 77) {
    all.emplace_back(std::size_t{1} << 24U, 'x');
  }
  return all;
}

}  // namespace course
