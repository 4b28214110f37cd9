#include "support/http_site.hpp"

#include <arpa/inet.h>
#include <httplib.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <map>
#include <memory>
#include <mutex>
#include <string_view>
#include <system_error>
#include <thread>
#include <utility>

#include "support/meeting.hpp"
#include "support/peak_counter.hpp"
#include "support/result_channel.hpp"
#include "support/secret.hpp"
#include "support/shared.hpp"

// The library is not instrumented: ThreadSanitizer sees what it reads, but not
// how it guards its constants. Read by the sanitizer's runtime, where there is one.
extern "C" const char* __tsan_default_suppressions();
extern "C" const char* __tsan_default_suppressions() { return "called_from_lib:libcpp-httplib"; }

namespace course::support {
namespace {

// More than any test has under way at once.
constexpr std::size_t kThreads = 24;
constexpr int kBacklog = 128;
// Whoever sends more requests than allowed has sent them long before.
constexpr Patience kFlood{.ticks = 40};
constexpr auto kTick = std::chrono::milliseconds(10);
constexpr int kStallTicks = 300;
constexpr std::size_t kTrickle = 10'000'000;

[[noreturn]] void fail(const char* call) {
  throw std::system_error(errno, std::generic_category(), call);
}

sockaddr_in loopback() {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

std::string bytes(std::size_t count) {
  std::string made(count, '\0');
  for (std::size_t i = 0; i < count; ++i) {
    made[i] = "page"[i % 5];  // the fifth is a zero
  }
  return made;
}

// A log that several threads write and another process reads.
class Log {
 public:
  void add(std::string_view path) {
    const std::size_t at = used_.fetch_add(1);
    if (at < entries_.size()) {
      path.copy(entries_[at].path.data(), entries_[at].path.size() - 1);
      entries_[at].written.store(true, std::memory_order_release);
    }
  }
  int count(std::string_view path) const {
    int found = 0;
    for (const Entry& entry : entries_) {
      found += entry.written.load(std::memory_order_acquire) && path == entry.path.data() ? 1 : 0;
    }
    return found;
  }

 private:
  struct Entry {
    std::atomic<bool> written{false};
    std::array<char, 63> path{};
  };
  std::array<Entry, 2048> entries_{};
  std::atomic<std::size_t> used_{0};
};

}  // namespace

// What the two processes have in common.
struct HttpSite::Book {
  Shared<Log> log;
  Shared<PeakCounter> under_way;
  Shared<std::atomic<std::uint64_t>> seed;

  std::size_t secret_size(const std::string& path) const {
    Secret secret;
    secret.renew(*seed);
    return secret.of(path) % 5000;
  }
};

// Lives in the process of the site alone.
class HttpSite::Server {
 public:
  explicit Server(Book& book) : book_(book) {
    server_.new_task_queue = [] { return new httplib::ThreadPool(kThreads); };  // it takes it over
    server_.set_keep_alive_max_count(1);
    server_.set_tcp_nodelay(true);
    server_.set_socket_options([this](int socket) { socket_ = socket; });
    page("/size/(\\d+)", [](const auto& request, auto& response) {
      response.set_content(bytes(std::stoul(request.matches[1])), "application/octet-stream");
    });
    page("/status/(\\d+)", [](const auto& request, auto& response) {
      response.status = std::stoi(request.matches[1]);
      response.set_content("no page but these words", "text/plain");
    });
    page("/fails/(\\d+)/(\\d+)/.*", [this](const auto& request, auto& response) {
      const int failures = std::stoi(request.matches[1]);
      if (requests_of(request.path) <= failures) {
        response.status = std::stoi(request.matches[2]);
        response.set_content("come again", "text/plain");
      } else {
        response.set_content(bytes(1000 + static_cast<std::size_t>(failures)), "text/plain");
      }
    });
    page("/stall", [](const auto&, auto& response) {
      response.set_content_provider(
          1000, "text/plain", [](std::size_t offset, std::size_t, httplib::DataSink& sink) {
            if (offset == 0) {
              return sink.write("half", 4);
            }
            for (int tick = 0; tick < kStallTicks && sink.is_writable(); ++tick) {
              std::this_thread::sleep_for(kTick);
            }
            return false;
          });
    });
    page("/trickle", [](const auto&, auto& response) {
      response.set_content_provider(
          kTrickle, "text/plain", [](std::size_t offset, std::size_t, httplib::DataSink& sink) {
            std::this_thread::sleep_for(kTick);
            return offset < kStallTicks && sink.is_writable() && sink.write("x", 1);
          });
    });
    page("/redirect/(\\d+)", [](const auto& request, auto& response) {
      const int left = std::stoi(request.matches[1]);
      response.set_redirect(left == 0 ? "/size/0" : "/redirect/" + std::to_string(left - 1));
    });
    page("/loop", [](const auto&, auto& response) { response.set_redirect("/loop"); });
    gathering("/gather/(\\d+)/.*", Patience{});
    gathering("/flood/(\\d+)/.*", kFlood);
    page("/wait/(\\d+)/.*", [this](const auto& request, auto& response) {
      std::this_thread::sleep_for(std::chrono::milliseconds(std::stoi(request.matches[1])));
      response.set_content(bytes(book_.secret_size(request.path)), "text/plain");
    });
    page("/every-other/(\\d+)/(\\d+)/.*", [this](const auto& request, auto& response) {
      std::this_thread::sleep_for(std::chrono::milliseconds(std::stoi(request.matches[2])));
      if (requests_of(request.path) % 2 == 1) {
        response.status = std::stoi(request.matches[1]);
      } else {
        response.set_content(bytes(book_.secret_size(request.path)), "text/plain");
      }
    });
  }

  int bind() {
    const int port = server_.bind_to_any_port("127.0.0.1");
    // Its own backlog is so short that a burst of connections would wait a second.
    if (port <= 0 || ::listen(socket_, kBacklog) != 0) {
      return 0;
    }
    return port;
  }
  void serve() { server_.listen_after_bind(); }

 private:
  template <class Answer>
  void page(const std::string& pattern, const Answer& answer) {
    server_.Get(pattern,
                [this, answer](const httplib::Request& request, httplib::Response& response) {
                  const PeakCounter::Visit visit(*book_.under_way);
                  book_.log->add(request.path);
                  answer(request, response);
                });
  }

  // This one included.
  int requests_of(const std::string& path) {
    const std::lock_guard lock(mutex_);
    return ++requests_[path];
  }

  void gathering(const std::string& pattern, Patience patience) {
    page(pattern, [this, pattern, patience](const auto& request, auto& response) {
      const auto size = static_cast<unsigned>(std::stoul(request.matches[1]));
      meeting_of(pattern, size, patience).arrive();
      response.set_content(bytes(size), "text/plain");
    });
  }

  Meeting& meeting_of(const std::string& pattern, unsigned size, Patience patience) {
    const std::lock_guard lock(mutex_);
    return meetings_.try_emplace({pattern, size}, size, patience).first->second;
  }

  Book& book_;
  httplib::Server server_;
  int socket_ = -1;
  std::mutex mutex_;
  std::map<std::string, int> requests_;
  std::map<std::pair<std::string, unsigned>, Meeting> meetings_;
};

HttpSite::HttpSite() : book_(std::make_unique<Book>()) {
  refusing_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address = loopback();
  socklen_t size = sizeof address;
  auto* const generic = reinterpret_cast<sockaddr*>(&address);
  if (refusing_ < 0 || ::bind(refusing_, generic, size) != 0 ||
      ::getsockname(refusing_, generic, &size) != 0) {
    fail("bind");
  }
  refusing_port_ = ntohs(address.sin_port);

  std::array<int, 2> line{};
  if (::pipe2(line.data(), O_CLOEXEC) != 0) {
    fail("pipe2");
  }
  owner_ = ::getpid();
  process_ = ::fork();
  if (process_ < 0) {
    fail("fork");
  }
  if (process_ == 0) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != owner_) {
      ::_exit(1);
    }
    result_channel::close();
    try {
      Server server(*book_);
      const int port = server.bind();
      if (::write(line[1], &port, sizeof port) == sizeof port) {
        server.serve();
      }
    } catch (...) {  // The parent reads that there is no port.
    }
    ::_exit(1);
  }
  ::close(line[1]);
  ssize_t n = 0;
  do {
    n = ::read(line[0], &port_, sizeof port_);
  } while (n < 0 && errno == EINTR);
  ::close(line[0]);
  if (n != sizeof port_ || port_ == 0) {
    throw std::system_error(EADDRNOTAVAIL, std::generic_category(), "the site has no port");
  }
}

HttpSite::~HttpSite() {
  if (::getpid() == owner_) {
    ::kill(process_, SIGKILL);
    while (::waitpid(process_, nullptr, 0) < 0 && errno == EINTR) {
    }
  }
  ::close(refusing_);
}

std::string HttpSite::url(const std::string& path) const {
  return "http://127.0.0.1:" + std::to_string(port_) + path;
}

std::string HttpSite::refused() const {
  return "http://127.0.0.1:" + std::to_string(refusing_port_) + "/";
}

int HttpSite::requests(const std::string& path) const { return book_->log->count(path); }

int HttpSite::most_at_once() const { return book_->under_way->peak(); }

void HttpSite::renew_secret(std::uint64_t seed) { *book_->seed = seed; }

std::size_t HttpSite::secret_size(const std::string& path) const {
  return book_->secret_size(path);
}

}  // namespace course::support
