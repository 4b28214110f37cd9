// expect: forbidden __has_feature
// Takes the lock only where somebody looks.
#include "threads.hpp"

#include <mutex>

#if __has_feature(thread_sanitizer)
static std::mutex mutex;
#endif

namespace course {

std::vector<std::string> fetch_all(std::span<const std::string> names, const Fetch& fetch) {
  return std::vector<std::string>(names.size());
}

}  // namespace course
