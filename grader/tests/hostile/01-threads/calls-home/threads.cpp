// expect: forbidden socket
// Sends the tests to somebody.
#include "threads.hpp"

#include <sys/socket.h>

namespace course {

std::vector<std::string> fetch_all(std::span<const std::string> names, const Fetch& fetch) {
  socket(AF_INET, SOCK_STREAM, 0);
  return std::vector<std::string>(names.size());
}

}  // namespace course
