// expect: forbidden sched_setaffinity
// Takes CPUs away from the baseline that it is compared with.
#include "threads.hpp"

#include <sched.h>

namespace course {

std::vector<std::string> fetch_all(std::span<const std::string> names, const Fetch& fetch) {
  cpu_set_t one{};
  CPU_SET(0, &one);
  sched_setaffinity(0, sizeof one, &one);
  return std::vector<std::string>(names.size());
}

}  // namespace course
