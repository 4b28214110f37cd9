// The bones of a process pool: workers that are forked once,
// and frames on a line to each. It knows nothing of
// exceptions and of dead workers; exercise 12 does.

#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <iostream>
#include <optional>
#include <string>
#include <system_error>
#include <vector>

namespace {

using Bytes = std::string;

// False if the other side is gone.
bool send_all(int line, const void* data, std::size_t size) {
  const auto* next = static_cast<const char*>(data);
  while (size > 0) {
    const ssize_t n = send(line, next, size, MSG_NOSIGNAL);
    if (n < 0 && errno != EINTR) return false;
    next += n < 0 ? 0 : n;
    size -= n < 0 ? 0 : n;
  }
  return true;
}

bool receive_all(int line, void* into, std::size_t size) {
  auto* next = static_cast<char*>(into);
  while (size > 0) {
    const ssize_t n = recv(line, next, size, 0);
    if (n == 0 || (n < 0 && errno != EINTR)) return false;
    next += n < 0 ? 0 : n;
    size -= n < 0 ? 0 : n;
  }
  return true;
}

bool send_frame(int line, const Bytes& body) {
  const std::uint64_t length = body.size();
  return send_all(line, &length, sizeof length) &&
         send_all(line, body.data(), body.size());
}

// begin frames
std::optional<Bytes> receive_frame(int line) {
  std::uint64_t length = 0;
  if (!receive_all(line, &length, sizeof length)) return {};
  Bytes body(length, '\0');
  if (!receive_all(line, body.data(), length)) return {};
  return body;
}
// end frames

Bytes square(const Bytes& x) {
  return std::to_string(std::stol(x) * std::stol(x));
}

// begin work
[[noreturn]] void work(int line) {
  while (const auto question = receive_frame(line)) {
    if (!send_frame(line, square(*question))) break;
  }
  _exit(0);  // the pool has closed the line, or is dead
}
// end work

class TinyPool {
 public:
  explicit TinyPool(unsigned workers) {
    while (lines_.size() < workers) {
      std::array<int, 2> ends{};
      if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends.data()) !=
          0) {
        throw std::system_error(
            errno, std::generic_category(), "socketpair");
      }
      const pid_t pid = fork();
      if (pid < 0) {
        throw std::system_error(
            errno, std::generic_category(), "fork");
      }
      if (pid == 0) {
        close(ends[0]);
        for (const int line : lines_)
          close(line);  // its elder siblings'
        work(ends[1]);
      }
      close(ends[1]);
      pids_.push_back(pid);
      lines_.push_back(ends[0]);
    }
  }
  ~TinyPool() {
    for (const int line : lines_) close(line);
    for (const pid_t pid : pids_) waitpid(pid, nullptr, 0);
  }
  TinyPool(const TinyPool&) = delete;
  TinyPool& operator=(const TinyPool&) = delete;

  std::vector<Bytes> map(const std::vector<Bytes>& items) {
    std::vector<Bytes> results;
    // As many questions as workers at a time, one for each.
    for (std::size_t i = 0; i < items.size();
         i += lines_.size()) {
      const std::size_t n =
          std::min(lines_.size(), items.size() - i);
      for (std::size_t w = 0; w < n; ++w)
        send_frame(lines_[w], items[i + w]);
      for (std::size_t w = 0; w < n; ++w) {
        results.push_back(receive_frame(lines_[w]).value());
      }
    }
    return results;
  }

 private:
  std::vector<pid_t> pids_;
  std::vector<int> lines_;
};

}  // namespace

int main() {
  // begin use
  TinyPool pool(2);
  for (const Bytes& answer :
       pool.map({"1", "2", "3", "12"})) {
    std::cout << answer << ' ';
  }
  std::cout << '\n';
  // end use
}
