// expect: failed
// Clears the screen of whoever reads the report, and gives orders to CI.
#include "threads.hpp"

#include <stdexcept>

namespace course {

std::vector<std::string> fetch_all(std::span<const std::string> names, const Fetch& fetch) {
  throw std::runtime_error(
      "\033[2J\033]0;all passed\a<script>alert(1)</script>\n::error::x\n::set-output "
      "name=a::b\n=cmd()");
}

}  // namespace course
