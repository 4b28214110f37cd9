// expect: forbidden syscall
// The system without its library.
#include "threads.hpp"

#include <sys/syscall.h>
#include <unistd.h>

namespace course {

std::vector<std::string> fetch_all(std::span<const std::string> names, const Fetch& fetch) {
  syscall(SYS_exit_group, 0);
  return std::vector<std::string>(names.size());
}

}  // namespace course
