// expect: forbidden write
// Says "passed" to whoever listens.
#include "threads.hpp"

#include <unistd.h>

#include <string_view>

namespace course {

std::vector<std::string> fetch_all(std::span<const std::string> names, const Fetch& fetch) {
  constexpr std::string_view kForged = "{\"kind\":\"test\",\"passed\":true}\n";
  for (int descriptor = 0; descriptor < 100; ++descriptor) {
    static_cast<void>(write(descriptor, kForged.data(), kForged.size()));
  }
  return std::vector<std::string>(names.size());
}

}  // namespace course
