#include "support/child_call.hpp"

#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <ctime>
#include <fstream>
#include <latch>
#include <sstream>
#include <string>
#include <string_view>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include "support/leftovers.hpp"
#include "support/result_channel.hpp"
#include "support/sanitizer.hpp"

namespace course::support {
namespace {

using std::chrono::nanoseconds;
using std::chrono::steady_clock;

// What the two say to each other, one byte each.
constexpr char kReady = 'r';
constexpr char kGo = 'g';
constexpr char kDone = 'd';
constexpr char kThrew = 't';
constexpr char kTell = 's';

// A result of ours is much smaller; more is none.
constexpr std::size_t kMostBytes = std::size_t{256} << 20U;

// Steps through memory, in bytes; a smaller one than the machine's costs time only.
constexpr std::uintptr_t kPage = 4096;
constexpr std::uintptr_t kCacheLine = 64;

// As many as the rows have workers on most machines.
constexpr std::size_t kThreadsToStart = 4;

[[noreturn]] void fail(const char* call) {
  throw std::system_error(errno, std::generic_category(), call);
}

// The two ends of a line between parent and child; closed at the end of its scope.
class Line {
 public:
  Line() {
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends_.data()) != 0) {
      fail("socketpair");
    }
  }
  ~Line() {
    for (const int end : ends_) {
      if (end >= 0) {
        ::close(end);
      }
    }
  }
  Line(const Line&) = delete;
  Line& operator=(const Line&) = delete;

  int parent() const { return ends_[0]; }
  int child() const { return ends_[1]; }
  // The other side sees the end only once nobody holds this one.
  void close_parent() { ::close(std::exchange(ends_[0], -1)); }
  void close_child() { ::close(std::exchange(ends_[1], -1)); }

 private:
  std::array<int, 2> ends_{-1, -1};
};

// False if the other side is gone.
bool read_byte(int from, char& byte) {
  ssize_t n = 0;
  do {
    n = ::read(from, &byte, 1);
  } while (n < 0 && errno == EINTR);
  return n == 1;
}

bool write_all(int to, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = ::send(to, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (n < 0 && errno != EINTR) {
      return false;
    }
    bytes.remove_prefix(static_cast<std::size_t>(n < 0 ? 0 : n));
  }
  return true;
}

std::string read_rest(int from) {
  std::string all;
  std::array<char, 65536> buffer;
  while (true) {
    const ssize_t n = ::read(from, buffer.data(), buffer.size());
    if (n < 0 && errno == EINTR) {
      continue;
    }
    if (n <= 0 || all.size() > kMostBytes) {
      return all;
    }
    all.append(buffer.data(), static_cast<std::size_t>(n));
  }
}

// Reads a byte at every `step` of this process's own memory.
void read_own_memory(std::uintptr_t step) {
  std::ifstream maps("/proc/self/maps");
  std::vector<std::pair<std::uintptr_t, std::uintptr_t>> ranges;
  for (std::string line; std::getline(maps, line);) {
    std::istringstream words(line);
    std::string mode;
    std::string offset;
    std::string device;
    std::string file;
    std::uintptr_t begin = 0;
    std::uintptr_t end = 0;
    char dash = 0;
    words >> std::hex >> begin >> dash >> end >> mode >> offset >> device >> file;
    if (words && mode == "rw-p" && file == "0") {
      ranges.emplace_back(begin, end);
    }
  }
  for (const auto& [begin, end] : ranges) {
    for (std::uintptr_t at = begin; at < end; at += step) {
      static_cast<void>(*reinterpret_cast<const volatile char*>(at));
    }
  }
}

// Does for the first time what is slow the first time after a fork, so that no timed call pays
// for it: the first access to a page, though its memory be the parent's, and the first threads,
// for which the C library writes to pages that are then copied. Those threads read all memory
// too, into the caches of the cores that will work on it. They are gone when this returns.
void warm_up() {
  if (COURSE_THREAD_SANITIZER || COURSE_ADDRESS_SANITIZER) {
    return;  // their memory is as large as the address space, and nobody times it
  }
  const Stock before = take_stock();
  read_own_memory(kPage);
  {
    std::latch all_started(1);
    std::vector<std::jthread> threads;
    try {
      while (threads.size() < kThreadsToStart) {
        threads.emplace_back([&all_started] {
          all_started.wait();
          read_own_memory(kCacheLine);
        });
      }
    } catch (const std::system_error&) {
      // No more threads: the call will see that for itself.
    }
    all_started.count_down();
  }
  static_cast<void>(leftovers_since(before));
}

// The whole life of the child.
[[noreturn]] void live(int parent, const std::function<void()>& prepare,
                       const std::function<void()>& call,
                       const std::function<std::string()>& result) noexcept {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  ::prctl(PR_SET_DUMPABLE, 1);  // the parent, which is not, counts its descriptors
  result_channel::close();
  prepare();
  warm_up();
  char byte = 0;
  if (!write_all(parent, {&kReady, 1}) || !read_byte(parent, byte)) {
    ::_exit(1);
  }
  std::string thrown;
  char end = kDone;
  try {
    call();
  } catch (const std::exception& error) {
    end = kThrew;
    thrown = error.what();
  } catch (...) {
    end = kThrew;
    thrown = "an exception that is no std::exception";
  }
  const bool told = write_all(parent, {&end, 1}) && read_byte(parent, byte) &&
                    write_all(parent, end == kThrew ? thrown : result());
  ::_exit(told ? 0 : 1);
}

// A child that is killed and reaped unless it has ended.
class Child {
 public:
  explicit Child(pid_t pid) : pid_(pid) {}
  ~Child() {
    if (pid_ > 0) {
      ::kill(pid_, SIGKILL);
      reap();
    }
  }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  pid_t pid() const { return pid_; }

  // CPU time that it has used by now, read from the kernel.
  nanoseconds cpu_so_far() const {
    clockid_t clock{};
    timespec now{};
    if (::clock_getcpuclockid(pid_, &clock) != 0 || ::clock_gettime(clock, &now) != 0) {
      fail("clock_getcpuclockid");
    }
    return std::chrono::seconds(now.tv_sec) + nanoseconds(now.tv_nsec);
  }

  // Waits for its end; its CPU time is that of everything it waited for.
  int reap() {
    int status = 0;
    rusage usage{};
    while (::wait4(pid_, &status, 0, &usage) < 0 && errno == EINTR) {
    }
    pid_ = -1;
    for (const timeval& time : {usage.ru_utime, usage.ru_stime}) {
      cpu_ += std::chrono::seconds(time.tv_sec) + std::chrono::microseconds(time.tv_usec);
    }
    return status;
  }
  nanoseconds cpu() const { return cpu_; }

  // It has ended in the middle: so does this process, in the same way.
  [[noreturn]] void follow() {
    const int status = reap();
    if (WIFSIGNALED(status)) {
      ::signal(WTERMSIG(status), SIG_DFL);
      ::raise(WTERMSIG(status));
    }
    ::_exit(WIFEXITED(status) ? WEXITSTATUS(status) : 1);
  }

 private:
  pid_t pid_;
  nanoseconds cpu_{};
};

std::string joined(const std::vector<std::string>& words) {
  std::string all;
  for (const std::string& word : words) {
    all += (all.empty() ? "" : ", ") + word;
  }
  return all;
}

// From here to there, until nothing of the call runs any more. What a thread
// does after the return would cost no time: so one that ends soon after is
// waited for with the clock running, and what is still there then is a mistake.
nanoseconds time_call(Child& child, int line, char& end) {
  const Stock before = take_stock(child.pid());
  const auto start = steady_clock::now();
  if (!write_all(line, {&kGo, 1}) || !read_byte(line, end)) {
    child.follow();
  }
  auto stop = steady_clock::now();
  if (!surplus(before, take_stock(child.pid())).empty()) {
    const std::vector<std::string> left = leftovers_since(before, child.pid());
    if (!left.empty()) {
      throw LeftBehind(joined(left));
    }
    stop = steady_clock::now();
  }
  return stop - start;
}

}  // namespace

ChildCall call_in_child(const std::function<void()>& prepare, const std::function<void()>& call,
                        const std::function<std::string()>& result) {
  ::prctl(PR_SET_DUMPABLE, 0);  // no child can look into this process
  Line line;
  const pid_t pid = ::fork();
  if (pid < 0) {
    fail("fork");
  }
  if (pid == 0) {
    line.close_parent();
    live(line.child(), prepare, call, result);
  }
  Child child(pid);
  line.close_child();
  char byte = 0;
  if (!read_byte(line.parent(), byte)) {
    child.follow();
  }
  const nanoseconds before = child.cpu_so_far();
  ChildCall done;
  done.wall = time_call(child, line.parent(), byte);
  const bool threw = byte == kThrew;
  if (!write_all(line.parent(), {&kTell, 1})) {
    child.follow();
  }
  done.result = read_rest(line.parent());
  if (child.reap() != 0) {
    throw CallFailed("the process of the call did not end well");
  }
  if (threw) {
    throw CallFailed(done.result);
  }
  done.cpu = child.cpu() - before;
  return done;
}

}  // namespace course::support
