#include "processes.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <csignal>
#include <exception>
#include <list>
#include <stdexcept>
#include <string_view>
#include <system_error>
#include <utility>

namespace course {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

// The first byte that a child sends says what the rest is. A child that sends
// nothing has ended itself.
constexpr char kResult = 'r';
constexpr char kException = 'e';

[[noreturn]] void fail(const char* call) {
  throw std::system_error(errno, std::generic_category(), call);
}

// Owns one descriptor.
class Descriptor {
 public:
  explicit Descriptor(int number = -1) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  ~Descriptor() {
    if (number_ >= 0) {
      close(number_);
    }
  }

  int number() const { return number_; }

 private:
  int number_;
};

struct Pipe {
  Pipe() {
    std::array<int, 2> ends{};
    if (pipe2(ends.data(), O_CLOEXEC) != 0) {
      fail("pipe2");
    }
    read_end = Descriptor(ends[0]);
    write_end = Descriptor(ends[1]);
  }

  Descriptor read_end;
  Descriptor write_end;
};

void write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = write(descriptor, bytes.data(), bytes.size());
    if (n < 0 && errno != EINTR) {
      fail("write");
    }
    bytes.remove_prefix(static_cast<std::size_t>(std::max<ssize_t>(n, 0)));
  }
}

// The whole life of a child. _exit, because exit would flush what the parent
// has buffered; noexcept, because an exception must not reach the parent's
// code, which is here only as a copy.
[[noreturn]] void live(const Task& task, int to_parent) noexcept {
  std::string message;
  try {
    message = kResult + task();
  } catch (const std::exception& error) {
    message = kException + std::string(error.what());
  } catch (...) {
    message = kException + std::string("unknown exception");
  }
  write_all(to_parent, message);
  _exit(0);
}

// A task in a process of its own, from fork to waitpid.
class Child {
 public:
  Child(std::size_t index, const Task& task, milliseconds timeout)
      : index_(index), timeout_(timeout) {
    Pipe pipe;
    pid_ = fork();
    if (pid_ < 0) {
      fail("fork");
    }
    if (pid_ == 0) {
      live(task, pipe.write_end.number());
    }
    from_child_ = std::move(pipe.read_end);
  }  // Our write end closes here: while one is open anywhere, the pipe has no end.
  ~Child() {
    if (pid_ > 0) {
      kill(pid_, SIGKILL);
      reap();
    }
  }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  std::size_t index() const { return index_; }
  int descriptor() const { return from_child_.number(); }

  // Not by a deadline: now() + milliseconds::max() overflows.
  milliseconds time_left() const {
    return timeout_ - std::chrono::duration_cast<milliseconds>(Clock::now() - started_);
  }

  // Takes what has come. True once that was the end.
  bool receive() {
    std::array<char, 64 * 1024> buffer;
    const ssize_t n = read(from_child_.number(), buffer.data(), buffer.size());
    if (n < 0 && errno != EINTR) {
      fail("read");
    }
    message_.append(buffer.data(), static_cast<std::size_t>(std::max<ssize_t>(n, 0)));
    return n == 0;
  }

  // How the task ended. Call it after the end of the message: a child that still
  // has something to say cannot end while nobody listens.
  Outcome outcome() {
    const int status = reap();
    if (WIFSIGNALED(status)) {
      return Signalled{WTERMSIG(status)};
    }
    if (message_.empty()) {
      return Exited{WEXITSTATUS(status)};
    }
    if (message_.front() == kResult) {
      return Result{message_.substr(1)};
    }
    return Exception{message_.substr(1)};
  }

 private:
  int reap() {
    int status = 0;
    while (waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
    }
    pid_ = -1;
    return status;
  }

  const std::size_t index_;
  const milliseconds timeout_;
  const Clock::time_point started_ = Clock::now();
  pid_t pid_ = -1;  // of a child that is not reaped yet
  Descriptor from_child_;
  std::string message_;
};

// Sleeps until a child has something to say or is out of time. Answers, for
// each of them in order, whether there is something to read.
std::vector<bool> wait_for_news(const std::list<Child>& running) {
  milliseconds patience(INT_MAX);  // the longest that poll can wait in one call
  std::vector<pollfd> descriptors;
  for (const Child& child : running) {
    patience = std::min(patience, child.time_left());
    descriptors.push_back({child.descriptor(), POLLIN, 0});
  }
  const auto wait = std::max(patience, milliseconds(0));  // below 0 means for ever
  if (poll(descriptors.data(), descriptors.size(), static_cast<int>(wait.count())) < 0 &&
      errno != EINTR) {
    fail("poll");
  }
  std::vector<bool> news;
  for (const pollfd& descriptor : descriptors) {
    news.push_back(descriptor.revents != 0);
  }
  return news;
}

}  // namespace

Outcome run_in_process(const Task& task, milliseconds timeout) {
  return run_all_in_processes(std::span(&task, 1), 1, timeout).front();
}

std::vector<Outcome> run_all_in_processes(std::span<const Task> tasks, unsigned workers,
                                          milliseconds timeout) {
  if (workers == 0) {
    throw std::invalid_argument("no workers");
  }
  if (timeout <= milliseconds(0)) {
    throw std::invalid_argument("the timeout is not positive");
  }
  if (!std::all_of(tasks.begin(), tasks.end(), [](const Task& task) { return bool(task); })) {
    throw std::invalid_argument("an empty task");
  }

  std::vector<Outcome> outcomes(tasks.size());
  std::list<Child> running;  // whatever is thrown below, its destructor kills and reaps
  std::size_t next = 0;
  while (next < tasks.size() || !running.empty()) {
    for (; next < tasks.size() && running.size() < workers; ++next) {
      running.emplace_back(next, tasks[next], timeout);
    }
    const std::vector<bool> news = wait_for_news(running);
    std::size_t position = 0;
    for (auto child = running.begin(); child != running.end(); ++position) {
      if (news[position] && child->receive()) {
        outcomes[child->index()] = child->outcome();
        child = running.erase(child);
      } else if (child->time_left() <= milliseconds(0)) {
        outcomes[child->index()] = TimedOut{};
        child = running.erase(child);
      } else {
        ++child;
      }
    }
  }
  return outcomes;
}

}  // namespace course
