#include "support/http_get.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cerrno>
#include <charconv>
#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>
#include <system_error>

namespace course {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int kMostRedirects = 5;
constexpr std::size_t kMostBytes = std::size_t{64} << 20U;

struct Url {
  sockaddr_in address{};
  std::string host;  // with the port, as the request names it
  std::string path;
};

Url parse(std::string_view text) {
  constexpr std::string_view kScheme = "http://";
  if (!text.starts_with(kScheme)) {
    throw HttpError("not a url");
  }
  text.remove_prefix(kScheme.size());
  const std::size_t slash = std::min(text.find('/'), text.size());
  Url url;
  url.host = text.substr(0, slash);
  url.path = slash == text.size() ? "/" : std::string(text.substr(slash));
  const std::size_t colon = std::min(url.host.find(':'), url.host.size());
  std::string name = url.host.substr(0, colon);
  if (name == "localhost") {
    name = "127.0.0.1";
  }
  std::uint16_t port = 80;
  if (colon < url.host.size()) {
    const char* const end = url.host.data() + url.host.size();
    const auto [stop, error] = std::from_chars(url.host.data() + colon + 1, end, port);
    if (error != std::errc() || stop != end) {
      throw HttpError("not a url");
    }
  }
  url.address.sin_family = AF_INET;
  url.address.sin_port = htons(port);
  const bool has_breaks = std::any_of(url.path.begin(), url.path.end(), [](unsigned char c) {
    return std::isspace(c) != 0 || std::iscntrl(c) != 0;
  });
  if (inet_pton(AF_INET, name.c_str(), &url.address.sin_addr) != 1 || has_breaks) {
    throw HttpError("not a url");
  }
  return url;
}

class Socket {
 public:
  Socket() : descriptor_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)) {
    if (descriptor_ < 0) {
      throw std::system_error(errno, std::generic_category(), "socket");
    }
  }
  ~Socket() { ::close(descriptor_); }
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;

  // Sleeps until the socket is ready for `events`, or has failed.
  void wait(short events, Clock::time_point deadline) const {
    while (true) {
      const auto left = deadline - Clock::now();
      if (left <= Clock::duration::zero()) {
        throw HttpError("timed out");
      }
      const auto milliseconds = std::min<std::chrono::milliseconds::rep>(
          std::chrono::ceil<std::chrono::milliseconds>(left).count(), 60'000);
      pollfd asked{.fd = descriptor_, .events = events, .revents = 0};
      if (::poll(&asked, 1, static_cast<int>(milliseconds)) > 0) {
        break;
      }
    }
    // What came too late does not count, however late this thread woke up.
    if (Clock::now() >= deadline) {
      throw HttpError("timed out");
    }
  }

  void connect(const sockaddr_in& address, Clock::time_point deadline) const {
    int error = 0;
    if (::connect(descriptor_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
      error = errno;
    }
    if (error == EINPROGRESS || error == EINTR) {
      wait(POLLOUT, deadline);
      socklen_t size = sizeof error;
      ::getsockopt(descriptor_, SOL_SOCKET, SO_ERROR, &error, &size);
    }
    if (error != 0) {
      throw HttpError(error == ECONNREFUSED ? "connection refused" : "connection lost");
    }
  }

  void send(std::string_view bytes, Clock::time_point deadline) const {
    while (!bytes.empty()) {
      wait(POLLOUT, deadline);
      const ssize_t n = ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (n >= 0) {
        bytes.remove_prefix(static_cast<std::size_t>(n));
      } else if (errno != EAGAIN && errno != EINTR) {
        throw HttpError("connection lost");
      }
    }
  }

  // Appends what has come to `bytes`. False at the end of what will ever come.
  bool receive(std::string& bytes, Clock::time_point deadline) const {
    std::array<char, 65536> buffer;
    while (true) {
      wait(POLLIN, deadline);
      const ssize_t n = ::recv(descriptor_, buffer.data(), buffer.size(), 0);
      if (n >= 0) {
        bytes.append(buffer.data(), static_cast<std::size_t>(n));
        return n > 0;
      }
      if (errno != EAGAIN && errno != EINTR) {
        throw HttpError("connection lost");
      }
    }
  }

 private:
  int descriptor_;
};

// The value of a header, whatever the case of its name.
std::optional<std::string_view> header(std::string_view head, std::string_view name) {
  const auto same = [](char a, char b) {
    return std::tolower(static_cast<unsigned char>(a)) ==
           std::tolower(static_cast<unsigned char>(b));
  };
  for (std::size_t line = head.find("\r\n"); line != head.npos; line = head.find("\r\n", line)) {
    line += 2;
    const std::string_view rest = head.substr(line);
    if (rest.size() > name.size() && rest[name.size()] == ':' &&
        std::equal(name.begin(), name.end(), rest.begin(), same)) {
      std::string_view value = rest.substr(name.size() + 1, rest.find("\r\n") - name.size() - 1);
      value.remove_prefix(std::min(value.find_first_not_of(' '), value.size()));
      return value;
    }
  }
  return std::nullopt;
}

template <class Number>
Number number(std::string_view digits) {
  Number value{};
  if (std::from_chars(digits.data(), digits.data() + digits.size(), value).ec != std::errc()) {
    throw HttpError("no answer in HTTP");
  }
  return value;
}

struct Reply {
  HttpAnswer answer;
  std::string location;  // of a redirect
};

Reply ask_once(const Url& url, HttpDeadlines deadlines) {
  const Socket socket;
  if (Clock::now() >= deadlines.complete) {
    throw HttpError("timed out");
  }
  socket.connect(url.address, std::min(deadlines.connected, deadlines.complete));
  // In version 1.0 a body comes in one piece.
  socket.send(
      "GET " + url.path + " HTTP/1.0\r\nHost: " + url.host + "\r\nConnection: close\r\n\r\n",
      deadlines.complete);
  std::string bytes;
  std::size_t end_of_head = std::string::npos;
  std::size_t whole = std::numeric_limits<std::size_t>::max();
  Reply reply;
  while (bytes.size() < whole) {
    const bool more = socket.receive(bytes, deadlines.complete);
    if (end_of_head == std::string::npos &&
        (end_of_head = bytes.find("\r\n\r\n")) != std::string::npos) {
      const std::string_view head = std::string_view(bytes).substr(0, end_of_head);
      if (!head.starts_with("HTTP/1.") || head.size() < 12) {
        throw HttpError("no answer in HTTP");
      }
      reply.answer.status = number<int>(head.substr(9, 3));
      reply.location = header(head, "Location").value_or("");
      if (const auto length = header(head, "Content-Length")) {
        const auto size = number<std::size_t>(*length);
        if (size > kMostBytes) {
          throw HttpError("too large");
        }
        whole = end_of_head + 4 + size;
      }
    }
    if (bytes.size() > kMostBytes + 65536) {
      throw HttpError("too large");
    }
    if (!more) {
      if (end_of_head == std::string::npos ||
          (whole != std::numeric_limits<std::size_t>::max() && bytes.size() < whole)) {
        throw HttpError("connection lost");
      }
      break;
    }
  }
  reply.answer.body = bytes.substr(end_of_head + 4);
  return reply;
}

bool is_redirect(int status) {
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

}  // namespace

HttpAnswer http_get(const std::string& url, HttpDeadlines deadlines) {
  std::string where = url;
  for (int redirects = 0; redirects <= kMostRedirects; ++redirects) {
    const Url parsed = parse(where);
    Reply reply = ask_once(parsed, deadlines);
    if (!is_redirect(reply.answer.status) || reply.location.empty()) {
      return std::move(reply.answer);
    }
    where =
        reply.location.starts_with('/') ? "http://" + parsed.host + reply.location : reply.location;
  }
  throw HttpError("too many redirects");
}

}  // namespace course
