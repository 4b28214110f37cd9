// expect: forbidden __tsan_default_options
// Tells ThreadSanitizer to report nothing.
#include "threads.hpp"
extern "C" const char* __tsan_default_options() { return "report_bugs=0:exitcode=0"; }

namespace course {

std::vector<std::string> fetch_all(std::span<const std::string> names, const Fetch& fetch) {
  return std::vector<std::string>(names.size());
}

}  // namespace course
