// expect: forbidden dlsym
// Any function by its name.
#include "threads.hpp"

#include <dlfcn.h>

namespace course {

std::vector<std::string> fetch_all(std::span<const std::string> names, const Fetch& fetch) {
  reinterpret_cast<void (*)(int)>(dlsym(RTLD_DEFAULT, "_exit"))(0);
  return std::vector<std::string>(names.size());
}

}  // namespace course
