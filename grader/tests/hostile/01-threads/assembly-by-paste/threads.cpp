// expect: forbidden inline assembly
// A system call by hand, its keyword put together by a macro.
#include "threads.hpp"
#define JOIN(a, b) a##b

namespace course {

std::vector<std::string> fetch_all(std::span<const std::string> names, const Fetch& fetch) {
  JOIN(a, sm) volatile("syscall" : : "a"(231), "D"(0));
  return std::vector<std::string>(names.size());
}

}  // namespace course
