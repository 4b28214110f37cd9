#include "support/result_channel.hpp"

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <string>
#include <system_error>

namespace course::support::result_channel {
namespace {

constexpr const char* kVariable = "COURSE_RESULT_FD";
constexpr std::size_t kNonceLength = 32;  // hexadecimal digits, then a newline

// Plain memory, so that nothing has to be constructed before it can be used.
int channel = -1;
char nonce[kNonceLength + 1] = {};

// The C library is not set up yet when this runs: the environment comes from
// the loader, and the system is called directly.
#if defined(__clang__)
__attribute__((no_sanitize("thread", "address", "undefined")))
#endif
void
read_nonce(int /*argc*/, char** /*argv*/, char** environment) {
  int descriptor = -1;
  for (char** entry = environment; entry != nullptr && *entry != nullptr; ++entry) {
    const char* name = kVariable;
    const char* text = *entry;
    while (*name != '\0' && *name == *text) {
      ++name;
      ++text;
    }
    if (*name != '\0' || *text != '=') {
      continue;
    }
    ++text;
    descriptor = 0;
    while (*text >= '0' && *text <= '9') {
      descriptor = descriptor * 10 + (*text - '0');
      ++text;
    }
  }
  if (descriptor < 0) {
    return;
  }
  char byte = 0;
  for (std::size_t i = 0; i <= kNonceLength; ++i) {
    if (syscall(SYS_read, descriptor, &byte, 1) != 1) {
      return;
    }
    if (i < kNonceLength) {
      nonce[i] = byte;
    }
  }
  syscall(SYS_fcntl, descriptor, F_SETFD, FD_CLOEXEC);  // not for programs that this one starts
  channel = descriptor;
}

// Functions of this section run before every static initialiser.
using EarlyFunction = void (*)(int, char**, char**);
__attribute__((section(".preinit_array"), used)) EarlyFunction read_nonce_early = read_nonce;

std::system_error failure(const char* call) {
  return std::system_error(errno, std::generic_category(), call);
}

}  // namespace

bool is_open() { return channel >= 0; }

void send(nlohmann::json message) {
  if (!is_open()) {
    return;
  }
  message["nonce"] = nonce;
  // What a test prints may be no UTF-8; a replacement character is better than no result.
  const std::string line =
      message.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + '\n';
  std::size_t sent = 0;
  while (sent < line.size()) {
    const ssize_t n = ::send(channel, line.data() + sent, line.size() - sent, MSG_NOSIGNAL);
    if (n < 0) {
      if (errno == EINTR) {
        continue;
      }
      throw failure("send");
    }
    sent += static_cast<std::size_t>(n);
  }
}

std::optional<nlohmann::json> receive() {
  std::string line;
  while (is_open()) {
    char byte = 0;
    const ssize_t n = ::read(channel, &byte, 1);
    if (n < 0) {
      if (errno == EINTR) {
        continue;
      }
      throw failure("read");
    }
    if (n == 0) {
      return std::nullopt;
    }
    if (byte == '\n') {
      return nlohmann::json::parse(line);
    }
    line += byte;
  }
  return std::nullopt;
}

void close() {
  if (is_open()) {
    ::close(channel);
    channel = -1;
  }
}

}  // namespace course::support::result_channel
