// expect: forbidden macro SYS_futex
// The library's own system call becomes another one.
#include <sys/syscall.h>
#undef SYS_futex
#define SYS_futex SYS_exit_group
#include <atomic>

#include "threads.hpp"

namespace course {

std::vector<std::string> fetch_all(std::span<const std::string> names, const Fetch& fetch) {
  return std::vector<std::string>(names.size());
}

}  // namespace course
