#include "support/fork_server.hpp"

#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <optional>
#include <set>
#include <string_view>
#include <system_error>

namespace course {
namespace {

[[noreturn]] void fail(int error, const char* call) {
  throw std::system_error(error, std::generic_category(), call);
}

// Ours, and the other process's.
struct Line {
  Line() {
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) {
      fail(errno, "socketpair");
    }
  }
  ~Line() {
    for (const int end : ends) {
      if (end >= 0) {
        close(end);
      }
    }
  }
  Line(const Line&) = delete;
  Line& operator=(const Line&) = delete;

  // The caller closes it.
  int release_ours() { return std::exchange(ends[0], -1); }
  int theirs() const { return ends[1]; }
  void close_ours() { close(release_ours()); }

  std::array<int, 2> ends{-1, -1};
};

// The other side sees the end, whoever else has inherited a copy of this one.
void hang_up(int line) {
  shutdown(line, SHUT_RDWR);
  close(line);
}

// ---- frames: a length, and as many bytes ----

using Length = std::uint64_t;

// False if the other side is gone.
bool send_all(int line, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = send(line, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (n < 0 && errno != EINTR) {
      return false;
    }
    bytes.remove_prefix(static_cast<std::size_t>(std::max<ssize_t>(n, 0)));
  }
  return true;
}

bool receive_all(int line, char* into, std::size_t size) {
  while (size > 0) {
    const ssize_t n = recv(line, into, size, 0);
    if (n == 0 || (n < 0 && errno != EINTR)) {
      return false;
    }
    into += std::max<ssize_t>(n, 0);
    size -= static_cast<std::size_t>(std::max<ssize_t>(n, 0));
  }
  return true;
}

bool send_frame(int line, const std::string& body) {
  const Length length = body.size();
  std::array<char, sizeof length> head{};
  std::memcpy(head.data(), &length, sizeof length);
  return send_all(line, {head.data(), head.size()}) && send_all(line, body);
}

// Nothing if the other side is gone, though it were in the middle of the frame.
std::optional<std::string> receive_frame(int line) {
  Length length = 0;
  if (!receive_all(line, reinterpret_cast<char*>(&length), sizeof length)) {
    return std::nullopt;
  }
  std::string body(length, '\0');
  return receive_all(line, body.data(), body.size()) ? std::optional(std::move(body))
                                                     : std::nullopt;
}

// ---- the worker's side ----

// In front of every answer.
constexpr char kResult = 'r';
constexpr char kError = 'e';

std::string answer(const ForkServer::Function& function, const std::string& item) {
  try {
    return kResult + function(item);
  } catch (const std::exception& error) {
    return kError + std::string(error.what());
  } catch (...) {
    return kError + std::string("unknown exception");
  }
}

// The whole life of a worker.
[[noreturn]] void work(int line, const ForkServer::Function& function) noexcept {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  while (const std::optional<std::string> item = receive_frame(line)) {
    if (!send_frame(line, answer(function, *item))) {
      break;
    }
  }
  _exit(0);
}

// ---- a descriptor on its way to another process; see unix(7) ----

using Control = std::array<char, CMSG_SPACE(sizeof(int))>;

bool send_descriptor(int line, int descriptor) {
  char byte = 'd';  // nothing goes without a byte
  iovec bytes{&byte, 1};
  alignas(cmsghdr) Control control{};
  msghdr message{};
  message.msg_iov = &bytes;
  message.msg_iovlen = 1;
  message.msg_control = control.data();
  message.msg_controllen = control.size();
  cmsghdr* const head = CMSG_FIRSTHDR(&message);
  head->cmsg_level = SOL_SOCKET;
  head->cmsg_type = SCM_RIGHTS;
  head->cmsg_len = CMSG_LEN(sizeof(int));
  std::memcpy(CMSG_DATA(head), &descriptor, sizeof descriptor);
  ssize_t n = 0;
  do {
    n = sendmsg(line, &message, MSG_NOSIGNAL);
  } while (n < 0 && errno == EINTR);
  return n == 1;
}

// Nothing once the other side has hung up.
std::optional<int> receive_descriptor(int line) {
  char byte = 0;
  iovec bytes{&byte, 1};
  alignas(cmsghdr) Control control{};
  msghdr message{};
  message.msg_iov = &bytes;
  message.msg_iovlen = 1;
  message.msg_control = control.data();
  message.msg_controllen = control.size();
  ssize_t n = 0;
  do {
    n = recvmsg(line, &message, MSG_CMSG_CLOEXEC);
  } while (n < 0 && errno == EINTR);
  const cmsghdr* const head = n == 1 ? CMSG_FIRSTHDR(&message) : nullptr;
  if (head == nullptr || head->cmsg_type != SCM_RIGHTS) {
    return std::nullopt;
  }
  int descriptor = -1;
  std::memcpy(&descriptor, CMSG_DATA(head), sizeof descriptor);
  return descriptor;
}

// ---- the server's side ----

// Children that have ended need not be remembered any more.
void reap(std::set<pid_t>& workers) {
  pid_t ended = 0;
  while ((ended = waitpid(-1, nullptr, WNOHANG)) > 0) {
    workers.erase(ended);
  }
}

// The whole life of the server: it answers each line that it is sent with the
// error of its fork, or 0.
[[noreturn]] void serve(int line, const ForkServer::Function& function) noexcept {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  std::set<pid_t> workers;
  while (const std::optional<int> theirs = receive_descriptor(line)) {
    reap(workers);
    const pid_t worker = fork();
    if (worker == 0) {
      close(line);
      work(*theirs, function);
    }
    int error = worker < 0 ? errno : 0;
    if (worker > 0) {
      workers.insert(worker);
    }
    close(*theirs);
    std::array<char, sizeof error> bytes{};
    std::memcpy(bytes.data(), &error, sizeof error);
    if (!send_all(line, {bytes.data(), bytes.size()})) {
      break;
    }
  }
  for (const pid_t worker : workers) {
    kill(worker, SIGKILL);  // not reaped yet, so the number is still its own
  }
  while (waitpid(-1, nullptr, 0) > 0 || errno == EINTR) {
  }
  _exit(0);
}

}  // namespace

Worker::~Worker() {
  if (line_ >= 0) {
    hang_up(line_);
  }
}

std::string Worker::ask(const std::string& item) const {
  std::optional<std::string> answer;
  if (send_frame(line_, item)) {
    answer = receive_frame(line_);
  }
  if (!answer) {
    throw WorkerDied();
  }
  const char kind = answer->front();
  answer->erase(0, 1);
  if (kind == kError) {
    throw RemoteError(*answer);
  }
  return std::move(*answer);
}

ForkServer::ForkServer(const Function& function) {
  Line line;
  process_ = fork();
  if (process_ < 0) {
    fail(errno, "fork");
  }
  if (process_ == 0) {
    line.close_ours();
    serve(line.theirs(), function);
  }
  line_ = line.release_ours();
}

ForkServer::~ForkServer() {
  hang_up(line_);
  while (waitpid(process_, nullptr, 0) < 0 && errno == EINTR) {
  }
}

Worker ForkServer::start() {
  const std::lock_guard lock(mutex_);
  Line line;
  int error = 0;
  if (!send_descriptor(line_, line.theirs()) ||
      !receive_all(line_, reinterpret_cast<char*>(&error), sizeof error)) {
    fail(EPIPE, "fork server");
  }
  if (error != 0) {
    fail(error, "fork");
  }
  return Worker(line.release_ours());
}

}  // namespace course
