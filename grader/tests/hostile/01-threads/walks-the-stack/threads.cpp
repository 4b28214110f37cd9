// expect: forbidden __builtin_frame_address
// Looks for the judge's secret in its caller's memory.
#include "threads.hpp"

namespace course {

std::vector<std::string> fetch_all(std::span<const std::string> names, const Fetch& fetch) {
  return {static_cast<const char*>(__builtin_frame_address(0))};
}

}  // namespace course
