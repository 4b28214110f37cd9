// expect: forbidden std::basic_ifstream
// Copies the answer while it runs.
#include "threads.hpp"

#include <fstream>

namespace course {

std::vector<std::string> fetch_all(std::span<const std::string> names, const Fetch& fetch) {
  std::ifstream solution("/course/solutions/01-threads/threads.cpp");
  std::string line;
  std::getline(solution, line);
  return std::vector<std::string>(names.size());
}

}  // namespace course
