// expect: forbidden _exit
// The same, from the destructor of a static variable.
#include "threads.hpp"

#include <unistd.h>

struct Last {
  ~Last() { _exit(0); }
};

namespace course {

std::vector<std::string> fetch_all(std::span<const std::string> names, const Fetch& fetch) {
  static const Last last;
  return std::vector<std::string>(names.size());
}

}  // namespace course
