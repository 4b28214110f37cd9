// expect: forbidden _setjmp
// Comes back to a place that it has left.
#include "threads.hpp"

#include <csetjmp>

namespace course {

std::vector<std::string> fetch_all(std::span<const std::string> names, const Fetch& fetch) {
  static std::jmp_buf place;
  if (setjmp(place) == 0) {
    std::longjmp(place, 1);
  }
  return std::vector<std::string>(names.size());
}

}  // namespace course
