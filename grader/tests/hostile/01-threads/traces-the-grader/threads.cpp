// expect: forbidden ptrace
// Looks into other processes.
#include "threads.hpp"

#include <sys/ptrace.h>

namespace course {

std::vector<std::string> fetch_all(std::span<const std::string> names, const Fetch& fetch) {
  ptrace(PTRACE_ATTACH, 1, nullptr, nullptr);
  return std::vector<std::string>(names.size());
}

}  // namespace course
