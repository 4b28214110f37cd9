#include "sandbox/proc_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

#include "sandbox/descriptor.hpp"

namespace sandbox {

std::string proc_path(pid_t process, const std::string& file) {
  return "/proc/" + std::to_string(process) + "/" + file;
}

std::string read_proc(const std::string& path, std::size_t most) {
  constexpr std::size_t kStep = 4096;
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  std::string content;
  while (file.is_open() && content.size() < most) {
    const std::size_t had = content.size();
    content.resize(had + kStep);
    ssize_t n = 0;
    do {
      n = ::read(file.get(), content.data() + had, kStep);
    } while (n < 0 && errno == EINTR);
    content.resize(had + (n > 0 ? static_cast<std::size_t>(n) : 0));
    if (n <= 0) {
      break;
    }
  }
  return content;
}

}  // namespace sandbox
