#include "sandbox/strays.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <random>
#include <sstream>
#include <system_error>
#include <vector>

#include "sandbox/proc_file.hpp"

namespace sandbox {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr milliseconds kPatience{10'000};

struct CloseFolder {
  void operator()(DIR* folder) const { ::closedir(folder); }
};

std::string environment_of(pid_t process) { return read_proc(proc_path(process, "environ")); }

bool holds(const std::string& environment, const std::string& entry) {
  return environment.starts_with(entry) || environment.find('\0' + entry) != std::string::npos;
}

// An environment is empty for the moment of an exec too. False for zombies and
// threads of the kernel, which have none for ever, and for what is not ours to
// read.
bool may_be_starting(pid_t process) {
  constexpr unsigned kKernelThread = 0x00200000;  // PF_KTHREAD in linux/sched.h
  if (!Descriptor(::open(proc_path(process, "environ").c_str(), O_RDONLY | O_CLOEXEC)).is_open()) {
    return false;
  }
  const std::string stat = read_proc(proc_path(process, "stat"));
  const auto name_end = stat.rfind(')');
  if (name_end == std::string::npos) {
    return false;
  }
  std::istringstream fields(stat.substr(name_end + 1));
  char state = 0;
  int skipped = 0;  // parent, group, session, terminal, the terminal's group
  unsigned flags = 0;
  fields >> state >> skipped >> skipped >> skipped >> skipped >> skipped >> flags;
  return fields && state != 'Z' && state != 'X' && (flags & kKernelThread) == 0;
}

// A descriptor means the same process for ever; a number does not. So the tag
// is looked at again once there is one.
void end_if_tagged(pid_t process, const std::string& entry, std::vector<Descriptor>& ended) {
  Descriptor descriptor(static_cast<int>(::syscall(SYS_pidfd_open, process, 0)));
  if (holds(environment_of(process), entry)) {
    ::syscall(SYS_pidfd_send_signal, descriptor.get(), SIGKILL, nullptr, 0);
    ended.push_back(std::move(descriptor));
  }
}

std::vector<Descriptor> end_all_tagged(const std::string& entry) {
  constexpr int kTries = 10;  // an exec takes far less
  std::vector<Descriptor> ended;
  std::vector<pid_t> starting;
  const std::unique_ptr<DIR, CloseFolder> processes(::opendir("/proc"));
  while (const dirent* file = processes ? ::readdir(processes.get()) : nullptr) {
    const auto process = static_cast<pid_t>(std::strtol(file->d_name, nullptr, 10));
    if (process <= 0 || process == ::getpid()) {
      continue;
    }
    const std::string environment = environment_of(process);
    if (holds(environment, entry)) {
      end_if_tagged(process, entry, ended);
    } else if (environment.empty() && may_be_starting(process)) {
      starting.push_back(process);
    }
  }
  for (int i = 0; i < kTries && !starting.empty(); ++i) {
    ::sched_yield();
    std::erase_if(starting, [&](pid_t process) {
      const bool started = !environment_of(process).empty();
      if (started) {
        end_if_tagged(process, entry, ended);
      }
      return started;
    });
  }
  return ended;
}

void wait_for(const Descriptor& process, steady_clock::time_point until) {
  const auto left = std::chrono::duration_cast<milliseconds>(until - steady_clock::now());
  pollfd entry{process.get(), POLLIN, 0};
  ::poll(&entry, 1, static_cast<int>(std::max(milliseconds{0}, left).count()));
}

void close_all_but(int kept) {
  std::vector<int> open;
  for (const auto& entry : std::filesystem::directory_iterator("/proc/self/fd")) {
    open.push_back(std::stoi(entry.path().filename().string()));
  }
  for (const int descriptor : open) {
    if (descriptor != kept) {
      ::close(descriptor);
    }
  }
}

// Outlives the grader by one sweep. Holds nothing of the grader's: neither its
// locks nor the lines of its other runs.
[[noreturn]] void guard(const Descriptor& alive, const std::string& session) noexcept {
  ::setsid();  // what ends the grader's group must not end this
  for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGPIPE}) {
    ::signal(signal, SIG_IGN);
  }
  close_all_but(alive.get());
  char nothing = 0;
  while (::read(alive.get(), &nothing, 1) < 0 && errno == EINTR) {
  }
  end_strays(session);
  ::_exit(0);
}

std::string random_hex() {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::random_device entropy;
  std::string text;
  while (text.size() < 32) {
    text += kDigits[entropy() % kDigits.size()];
  }
  return text;
}

}  // namespace

void end_strays(const std::string& tag) {
  const std::string entry = std::string(kRunTag) + "=" + tag;
  const auto until = steady_clock::now() + kPatience;
  // A look at all processes takes a moment, in which one that is not reached yet
  // can fork and leave. So none is left only if several looks find none.
  constexpr int kLooks = 8;
  for (int found_none = 0; found_none < kLooks && steady_clock::now() < until;) {
    const std::vector<Descriptor> ended = end_all_tagged(entry);
    found_none = ended.empty() ? found_none + 1 : 0;
    for (const Descriptor& process : ended) {
      wait_for(process, until);
    }
  }
}

Strays::Strays() : session_(random_hex() + ".") {
  DescriptorPair line = make_pipe();
  guard_ = ::fork();
  if (guard_ < 0) {
    throw std::system_error(errno, std::generic_category(), "fork");
  }
  if (guard_ == 0) {
    guard(line.first, session_);
  }
  alive_ = std::move(line.second);
}

Strays::~Strays() {
  alive_.reset();
  while (::waitpid(guard_, nullptr, 0) < 0 && errno == EINTR) {
  }
}

std::string Strays::next_tag() { return session_ + std::to_string(++runs_) + "."; }

}  // namespace sandbox
