// expect: forbidden code that runs before main
// Leaves before main has begun.
#include "threads.hpp"

#include <thread>

struct First {
  First() { std::terminate(); }
};
const First first;

namespace course {

std::vector<std::string> fetch_all(std::span<const std::string> names, const Fetch& fetch) {
  return std::vector<std::string>(names.size());
}

}  // namespace course
