// expect: forbidden macro private
// Opens every class.
#define private public

#include "threads.hpp"

namespace course {

std::vector<std::string> fetch_all(std::span<const std::string> names, const Fetch& fetch) {
  return std::vector<std::string>(names.size());
}

}  // namespace course
