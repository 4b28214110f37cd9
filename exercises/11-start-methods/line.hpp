// A line between two processes: given by the course.
//
//   auto [mine, theirs] = make_line();
//   ... the other process: send_bytes(theirs, "seven");
//   receive_bytes(mine);                // "seven"
//
// What is sent at one end arrives at the other, whole and in order, also if
// signals interrupt the transfer. A line ends when nobody holds its other end any
// more: what was sent before still arrives, then nothing does. Sending on such a
// line fails and raises no signal.

#pragma once

#include <sys/socket.h>
#include <sys/types.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include "registry.hpp"

namespace course {

// Owns an open descriptor, and closes it; -1 is none.
class Descriptor {
 public:
  explicit Descriptor(int number = -1) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  ~Descriptor() { close(); }

  int number() const { return number_; }

  // Before the end of its life.
  void close() {
    if (number_ >= 0) {
      ::close(std::exchange(number_, -1));
    }
  }

 private:
  int number_;
};

// The two ends of a new line. Both are close-on-exec: a program that is started
// with exec does not have them. Throws std::system_error.
inline std::pair<Descriptor, Descriptor> make_line() {
  std::array<int, 2> ends{};
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) {
    throw std::system_error(errno, std::generic_category(), "socketpair");
  }
  return {Descriptor(ends[0]), Descriptor(ends[1])};
}

namespace line {

// Bytes go as their number and themselves.
using Length = std::uint64_t;

// Both are false if the line has ended.
inline bool send_all(int line, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = ::send(line, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (n < 0 && errno != EINTR) {
      return false;
    }
    bytes.remove_prefix(static_cast<std::size_t>(std::max<ssize_t>(n, 0)));
  }
  return true;
}

inline bool receive_all(int line, char* into, std::size_t size) {
  while (size > 0) {
    const ssize_t n = ::recv(line, into, size, 0);
    if (n == 0 || (n < 0 && errno != EINTR)) {
      return false;
    }
    into += std::max<ssize_t>(n, 0);
    size -= static_cast<std::size_t>(std::max<ssize_t>(n, 0));
  }
  return true;
}

// A message of one byte, and room for one descriptor that goes with it.
struct Parcel {
  Parcel() {
    message.msg_iov = &content;
    message.msg_iovlen = 1;
    message.msg_control = control.data();
    message.msg_controllen = control.size();
  }
  Parcel(const Parcel&) = delete;
  Parcel& operator=(const Parcel&) = delete;

  char byte = 0;
  iovec content{&byte, 1};
  alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> control{};
  msghdr message{};
};

}  // namespace line

// False if nobody is at the other end any more.
inline bool send_bytes(const Descriptor& line, const Bytes& bytes) {
  const line::Length length = bytes.size();
  Bytes frame(reinterpret_cast<const char*>(&length), sizeof length);
  return line::send_all(line.number(), frame += bytes);
}

// Waits for the bytes of one send_bytes. Nothing if the line ends before they are
// whole.
inline std::optional<Bytes> receive_bytes(const Descriptor& line) {
  line::Length length = 0;
  if (!line::receive_all(line.number(), reinterpret_cast<char*>(&length), sizeof length)) {
    return std::nullopt;
  }
  Bytes bytes(length, '\0');
  return line::receive_all(line.number(), bytes.data(), length) ? std::optional(std::move(bytes))
                                                                : std::nullopt;
}

// Gives the process at the other end an open descriptor, as if it had inherited
// it; this process keeps its own. False if nobody is there. Several threads may
// send at the same time.
inline bool send_descriptor(const Descriptor& line, const Descriptor& gift) {
  line::Parcel parcel;
  cmsghdr* const header = CMSG_FIRSTHDR(&parcel.message);
  header->cmsg_level = SOL_SOCKET;
  header->cmsg_type = SCM_RIGHTS;
  header->cmsg_len = CMSG_LEN(sizeof(int));
  const int number = gift.number();
  std::memcpy(CMSG_DATA(header), &number, sizeof number);
  ssize_t n = 0;
  do {
    n = ::sendmsg(line.number(), &parcel.message, MSG_NOSIGNAL);
  } while (n < 0 && errno == EINTR);
  return n == 1;
}

// Waits for what one send_descriptor gives; it is close-on-exec. Nothing if the
// line ends.
inline std::optional<Descriptor> receive_descriptor(const Descriptor& line) {
  line::Parcel parcel;
  ssize_t n = 0;
  do {
    n = ::recvmsg(line.number(), &parcel.message, MSG_CMSG_CLOEXEC);
  } while (n < 0 && errno == EINTR);
  const cmsghdr* const header = n == 1 ? CMSG_FIRSTHDR(&parcel.message) : nullptr;
  if (header == nullptr) {
    return std::nullopt;
  }
  int number = -1;
  std::memcpy(&number, CMSG_DATA(header), sizeof number);
  return Descriptor(number);
}

}  // namespace course
