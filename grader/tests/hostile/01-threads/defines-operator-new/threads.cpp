// expect: forbidden definition of operator delete
// Memory of its own, for the judge as well.
#include "threads.hpp"

#include <cstdlib>
#include <new>

void* operator new(std::size_t size) { return std::malloc(size); }
void operator delete(void* memory) noexcept { std::free(memory); }

namespace course {

std::vector<std::string> fetch_all(std::span<const std::string> names, const Fetch& fetch) {
  return std::vector<std::string>(names.size());
}

}  // namespace course
