// What the kernel says about another process: whether it sleeps, how many
// threads and how many children it has.
//
// A child asks about its parent this way ("is the caller asleep now?"), which
// needs no second thread beside a fork. Nothing here allocates or locks, so a
// signal handler may ask too.

#pragma once

#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <sys/types.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <initializer_list>
#include <string_view>

#include "support/patience.hpp"

namespace course::support {

namespace process_state {

// A short file of /proc, or as much of it as fits.
class ProcFile {
 public:
  // The file PATH of `process`, for example "/status".
  ProcFile(pid_t process, std::string_view path) {
    std::array<char, 64> name{};
    std::array<char, 16> number{};
    const auto end = std::to_chars(number.data(), number.data() + number.size(), process).ptr;
    char* out = name.data();
    for (const std::string_view part :
         {std::string_view("/proc/"),
          std::string_view(number.data(), static_cast<std::size_t>(end - number.data())), path}) {
      out = std::copy(part.begin(), part.end(), out);
    }
    const int descriptor = open(name.data(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) {
      return;
    }
    ssize_t n = 0;
    while (size_ < text_.size() &&
           (n = read(descriptor, text_.data() + size_, text_.size() - size_)) > 0) {
      size_ += static_cast<std::size_t>(n);
    }
    close(descriptor);
  }

  std::string_view text() const { return {text_.data(), size_}; }

 private:
  std::array<char, 4096> text_{};
  std::size_t size_ = 0;
};

// What follows `name` on its line of a /proc/PID/status file.
inline std::string_view field(std::string_view status, std::string_view name) {
  const std::size_t start = status.find(name);
  if (start == std::string_view::npos) {
    return {};
  }
  const std::string_view rest = status.substr(start + name.size());
  return rest.substr(0, rest.find('\n'));
}

// Brings the calling thread to one CPU after the other, and lets it go anywhere
// again in the end. On a virtual machine a CPU may stand still for a while, and
// with it the timers that should wake somebody there: who was on every CPU has
// seen that all of them go.
class RoundOfCpus {
 public:
  RoundOfCpus() : known_(sched_getaffinity(0, sizeof before_, &before_) == 0) {}
  ~RoundOfCpus() {
    if (known_) {
      sched_setaffinity(0, sizeof before_, &before_);
    }
  }
  RoundOfCpus(const RoundOfCpus&) = delete;
  RoundOfCpus& operator=(const RoundOfCpus&) = delete;

  // To the next `count` CPUs, or all of them if there are fewer.
  void go_on(int count) {
    const int all = known_ ? CPU_COUNT(&before_) : 0;
    for (int i = 0; i < std::min(count, all); ++i) {
      do {
        next_ = (next_ + 1) % CPU_SETSIZE;
      } while (!CPU_ISSET(next_, &before_));
      cpu_set_t one;
      CPU_ZERO(&one);
      CPU_SET(next_, &one);
      sched_setaffinity(0, sizeof one, &one);
    }
  }
  // How many CPUs to go to in each of `steps`, so that it comes to all of them.
  int per_step(int steps) const { return known_ ? (CPU_COUNT(&before_) + steps - 1) / steps : 0; }

 private:
  cpu_set_t before_{};
  bool known_ = false;
  std::size_t next_ = CPU_SETSIZE - 1;
};

}  // namespace process_state

// True once the main thread of `process` sleeps and has not woken for ten ticks.
// False if it keeps running, or keeps waking up, until the patience ends.
inline bool falls_asleep(pid_t process, Patience patience = {}) {
  using process_state::field;
  constexpr int kQuietTicks = 10;
  process_state::ProcFile last(process, "/status");
  process_state::RoundOfCpus cpus;
  int quiet = 0;
  for (int tick = 0; tick < patience.ticks; ++tick) {
    poll(nullptr, 0, static_cast<int>(patience.tick.count()));
    cpus.go_on(cpus.per_step(kQuietTicks));
    const process_state::ProcFile now(process, "/status");
    const auto same = [&](std::string_view name) {
      return field(now.text(), name) == field(last.text(), name);
    };
    const bool asleep = field(now.text(), "State:").find("S (sleeping)") != std::string_view::npos;
    quiet = asleep && same("\nvoluntary_ctxt_switches:") ? quiet + 1 : 0;
    if (quiet == kQuietTicks) {
      return true;
    }
    last = now;
  }
  return false;
}

// How many threads `process` has.
inline int threads_of(pid_t process) {
  const process_state::ProcFile status(process, "/status");
  std::string_view number = process_state::field(status.text(), "Threads:");
  number.remove_prefix(std::min(number.find_first_not_of("\t "), number.size()));
  int threads = 0;
  std::from_chars(number.data(), number.data() + number.size(), threads);
  return threads;
}

// How many children the main thread of `process` has, zombies included.
inline int children_of(pid_t process) {
  std::array<char, 32> path{};
  constexpr std::string_view kTask = "/task/";
  constexpr std::string_view kChildren = "/children";
  char* out = std::copy(kTask.begin(), kTask.end(), path.data());
  out = std::to_chars(out, path.data() + path.size(), process).ptr;
  out = std::copy(kChildren.begin(), kChildren.end(), out);
  const process_state::ProcFile list(process,
                                     {path.data(), static_cast<std::size_t>(out - path.data())});
  const std::string_view text = list.text();
  return static_cast<int>(std::count(text.begin(), text.end(), ' '));  // one behind each number
}

}  // namespace course::support
