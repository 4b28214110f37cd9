#include "sandbox/runner.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <system_error>

#include "sandbox/activity.hpp"
#include "sandbox/quota.hpp"
#include "sandbox/strays.hpp"

#ifdef __linux__
#include <sys/personality.h>
#include <sys/prctl.h>
#endif

// Why one file of this length: the child's side of fork, the parent's side and
// the ending belong together; each is short, and none makes sense alone.

namespace sandbox {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr milliseconds kTick{20};
constexpr milliseconds kLookEvery{100};

// What is read of a program at each tick, and of what is left when it is over:
// more than a pipe or a socket holds.
constexpr std::size_t kMostPerTick = std::size_t{64} * 1024;
constexpr std::size_t kMostAtEnd = std::size_t{1024} * 1024;

[[noreturn]] void fail(const char* call, int error = errno) {
  throw std::system_error(error, std::generic_category(), call);
}

// argv or envp for exec: must be ready before fork, because nothing between
// fork and exec may allocate.
class CStrings {
 public:
  explicit CStrings(std::vector<std::string> strings) : strings_(std::move(strings)) {
    for (std::string& string : strings_) {
      pointers_.push_back(string.data());
    }
    pointers_.push_back(nullptr);
  }
  char* const* get() const { return pointers_.data(); }

 private:
  std::vector<std::string> strings_;
  std::vector<char*> pointers_;
};

std::vector<std::string> environment_of(const Command& command, int channel,
                                        const std::string& tag) {
  std::map<std::string, std::string> variables = command.environment;
  variables.try_emplace("PATH", "/usr/local/bin:/usr/bin:/bin");
  variables.try_emplace("LC_ALL", "C.UTF-8");
  if (channel >= 0) {
    variables["COURSE_RESULT_FD"] = std::to_string(channel);
  }
  if (!tag.empty()) {
    variables[std::string(kRunTag)] = tag;
  }
  std::vector<std::string> entries;
  for (const auto& [name, value] : variables) {
    entries.push_back(name + "=" + value);
  }
  return entries;
}

struct ChildEnds {
  int input;
  int output;
  int errors;
  int channel;  // -1: none
  int group;    // of control; -1: none
  int failure;  // close-on-exec: tells the parent why exec failed
};

void limit(int resource, rlim_t value) {
  const rlimit both{value, value};
  ::setrlimit(static_cast<__rlimit_resource_t>(resource), &both);
}

// Leaves open for the program what is 0, 1, 2, and nothing else: what is open
// without close-on-exec, the grader may have inherited from who started it.
void close_all_at_exec() {
#ifdef SYS_close_range
  constexpr unsigned kCloseOnExec = 4;  // CLOSE_RANGE_CLOEXEC, Linux 5.11
  if (::syscall(SYS_close_range, 3U, ~0U, kCloseOnExec) == 0) {
    return;
  }
#endif
  constexpr rlim_t kMost = 65'536;
  rlimit most{};
  ::getrlimit(RLIMIT_NOFILE, &most);
  for (int i = 3; i < static_cast<int>(std::min(most.rlim_cur, kMost)); ++i) {
    ::fcntl(i, F_SETFD, FD_CLOEXEC);
  }
}

// Runs in the child between fork and exec: system calls only.
[[noreturn]] void become(const Command& command, const CStrings& arguments,
                         const CStrings& environment, const ChildEnds& ends, pid_t grader) {
  const auto stop = [&] {
    const int error = errno;
    [[maybe_unused]] const ssize_t ignored = ::write(ends.failure, &error, sizeof error);
    ::_exit(127);
  };
  ::setpgid(0, 0);
  ::setpriority(PRIO_PROCESS, 0, 0);  // the grader may have a higher one
  if (ends.group >= 0 && ::write(ends.group, "0", 1) != 1) {
    stop();
  }
#ifdef __linux__
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != grader) {
    ::_exit(127);  // the grader died before the line above
  }
  if (command.fixed_addresses) {
    ::personality(ADDR_NO_RANDOMIZE);  // refused in some containers; `doctor` tells
  }
#endif
  sigset_t none;
  sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  ::signal(SIGPIPE, SIG_DFL);
  limit(RLIMIT_CORE, 0);
  limit(RLIMIT_FSIZE, command.limits.file_bytes);
  if (command.limits.cpu.count() > 0) {
    const auto seconds = static_cast<rlim_t>(command.limits.cpu.count());
    const rlimit soft_and_hard{seconds, seconds + 1};  // SIGXCPU, then SIGKILL
    ::setrlimit(RLIMIT_CPU, &soft_and_hard);
  }
  if (command.limits.address_space_bytes) {
    limit(RLIMIT_AS, *command.limits.address_space_bytes);
  }
  if (::dup2(ends.input, 0) < 0 || ::dup2(ends.output, 1) < 0 || ::dup2(ends.errors, 2) < 0) {
    stop();
  }
  close_all_at_exec();
  for (const int kept : {ends.channel, command.inherited}) {
    if (kept >= 0) {
      ::fcntl(kept, F_SETFD, 0);
    }
  }
  if (::chdir(command.folder.c_str()) != 0) {
    stop();
  }
  ::execve(arguments.get()[0], arguments.get(), environment.get());
  stop();
  ::_exit(127);
}

// Hands over what can be read without waiting, about `most` bytes of it: a
// program that writes faster than it is read must not hold the grader here.
// Closes `from` at its end.
template <class Take>
void read_available(Descriptor& from, std::size_t most, const Take& take) {
  std::array<char, 16384> buffer;
  std::size_t taken = 0;
  while (from.is_open() && taken < most) {
    const ssize_t n = ::read(from.get(), buffer.data(), buffer.size());
    if (n > 0) {
      taken += static_cast<std::size_t>(n);
      take(std::string_view(buffer.data(), static_cast<std::size_t>(n)));
    } else if (n == 0 || (errno != EINTR && errno != EAGAIN)) {
      from.reset();
    } else if (errno == EAGAIN) {
      return;
    }
  }
}

// Captured output, cut at a limit; what comes later is read and dropped.
class Capture {
 public:
  Capture(Descriptor from, std::size_t most) : from_(std::move(from)), most_(most) {
    ::fcntl(from_.get(), F_SETFL, O_NONBLOCK);
  }
  int descriptor() const { return from_.get(); }
  void read(std::size_t most) {
    read_available(from_, most, [&](std::string_view text) {
      const std::size_t room = most_ - text_.size();
      text_.append(text.substr(0, room));
      cut_ = cut_ || text.size() > room;
    });
  }
  std::string take() { return std::move(text_); }
  bool cut() const { return cut_; }

 private:
  Descriptor from_;
  std::size_t most_;
  std::string text_;
  bool cut_ = false;
};

// The grader's end of the private line.
class Line {
 public:
  Line(Descriptor end, const Channel& channel) : end_(std::move(end)), channel_(channel) {
    ::fcntl(end_.get(), F_SETFL, O_NONBLOCK);
  }
  int descriptor() const { return end_.get(); }
  void read(std::size_t most) {
    read_available(end_, most, [&](std::string_view text) {
      pending_.append(text);
      answer_whole_lines();
    });
  }

 private:
  static constexpr std::size_t kLongest = 1024 * 1024;

  void answer_whole_lines() {
    std::size_t from = 0;
    for (auto end = pending_.find('\n'); end != std::string::npos;
         end = pending_.find('\n', from)) {
      reply_to(std::string_view(pending_).substr(from, end - from));
      from = end + 1;
    }
    pending_.erase(0, from);
    if (pending_.size() > kLongest) {
      end_.reset();  // no message of ours is that long
    }
  }

  void reply_to(std::string_view line) {
    const std::optional<std::string> reply = channel_.answer(line);
    if (!reply) {
      ::shutdown(end_.get(), SHUT_WR);
    } else if (!reply->empty()) {
      // Replies are short; a program that does not read them loses them.
      [[maybe_unused]] const ssize_t ignored =
          ::send(end_.get(), reply->data(), reply->size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    }
  }

  Descriptor end_;
  const Channel& channel_;
  std::string pending_;
};

// A started program: watched until it ends, ended if need be.
class Process {
 public:
  // `tag` marks what the program leaves behind; empty where nothing can stay.
  // `group` limits its number of processes; may be null.
  Process(const Command& command, const std::vector<std::string>& arguments, std::string tag,
          const ControlGroup* group);
  // If watching was left by an exception, nothing may stay behind.
  ~Process() { finish(); }
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  Run watch(const Interrupt& interrupt);

 private:
  void wait_a_tick(const Interrupt& interrupt);
  void read(std::size_t most);
  bool stalled();
  bool over() const;
  void stop();
  void finish();
  End end() const;
  std::chrono::nanoseconds cpu() const;

  const Command& command_;
  std::string tag_;
  pid_t pid_ = -1;
  Descriptor ended_;  // readable once the program has ended; not on every system
  std::optional<Capture> output_;
  std::optional<Capture> errors_;
  std::optional<Line> line_;
  steady_clock::time_point started_ = steady_clock::now();
  steady_clock::time_point ended_at_ = started_;
  steady_clock::time_point last_tick_ = started_;
  steady_clock::time_point last_look_ = started_;
  std::chrono::nanoseconds counted_{0};  // time in ticks that we got
  milliseconds quiet_{0};                // of them, without any activity
  Activity activity_;
  Quota quota_;
  bool reaped_ = false;
  int status_ = 0;
  rusage usage_{};
};

Process::Process(const Command& command, const std::vector<std::string>& arguments, std::string tag,
                 const ControlGroup* group)
    : command_(command), tag_(std::move(tag)), quota_(command, group) {
  DescriptorPair output = make_pipe();
  DescriptorPair errors = make_pipe();
  DescriptorPair failure = make_pipe();
  DescriptorPair channel;
  Descriptor nothing(::open("/dev/null", O_RDONLY | O_CLOEXEC));
  if (!nothing.is_open()) {
    fail("open /dev/null");
  }
  if (command.channel) {
    channel = make_socket_pair();
    const std::string& greeting = command.channel->greeting;
    if (::send(channel.first.get(), greeting.data(), greeting.size(), MSG_NOSIGNAL) !=
        static_cast<ssize_t>(greeting.size())) {
      fail("send");
    }
  }
  const CStrings argv(arguments);
  const CStrings envp(environment_of(command, channel.second.get(), tag_));
  const ChildEnds ends{nothing.get(),
                       output.second.get(),
                       errors.second.get(),
                       channel.second.get(),
                       group == nullptr ? -1 : group->entrance(),
                       failure.second.get()};
  const pid_t grader = ::getpid();
  pid_ = ::fork();
  if (pid_ < 0) {
    fail("fork");
  }
  if (pid_ == 0) {
    become(command, argv, envp, ends, grader);
  }
  ::setpgid(pid_, pid_);  // in both processes, so that neither depends on the other being first
  failure.second.reset();
  int error = 0;
  ssize_t n = 0;
  do {
    n = ::read(failure.first.get(), &error, sizeof error);
  } while (n < 0 && errno == EINTR);
  if (n == sizeof error) {
    finish();
    fail(("cannot start " + arguments.front()).c_str(), error);
  }
#ifdef SYS_pidfd_open
  ended_ = Descriptor(static_cast<int>(::syscall(SYS_pidfd_open, pid_, 0)));
#endif
  output_.emplace(std::move(output.first), command.limits.output_bytes);
  errors_.emplace(std::move(errors.first), command.limits.output_bytes);
  if (command.channel) {
    line_.emplace(std::move(channel.first), *command.channel);
  }
}

// True once the program has ended. It stays a zombie until finish(), so that
// its number cannot come to mean another process group.
bool Process::over() const {
  siginfo_t info{};
  return ::waitid(P_PID, static_cast<id_t>(pid_), &info, WEXITED | WNOHANG | WNOWAIT) == 0 &&
         info.si_pid == pid_;
}

// Ends whatever of the program is left, and takes its status.
void Process::finish() {
  if (reaped_) {
    return;
  }
  ::kill(-pid_, SIGKILL);
  while (::wait4(pid_, &status_, 0, &usage_) < 0 && errno == EINTR) {
  }
  ended_at_ = steady_clock::now();
  reaped_ = true;
  if (!tag_.empty()) {
    end_strays(tag_);
  }
}

void Process::wait_a_tick(const Interrupt& interrupt) {
  std::array<pollfd, 5> watched{{{interrupt.descriptor(), POLLIN, 0},
                                 {ended_.get(), POLLIN, 0},
                                 {output_->descriptor(), POLLIN, 0},
                                 {errors_->descriptor(), POLLIN, 0},
                                 {line_ ? line_->descriptor() : -1, POLLIN, 0}}};
  ::poll(watched.data(), watched.size(), static_cast<int>(kTick.count()));
  interrupt.throw_if_pending();
  read(kMostPerTick);
  const auto now = steady_clock::now();
  counted_ += std::min<std::chrono::nanoseconds>(2 * kTick, now - last_tick_);
  last_tick_ = now;
}

void Process::read(std::size_t most) {
  output_->read(most);
  errors_->read(most);
  if (line_) {
    line_->read(most);
  }
}

bool Process::stalled() {
  if (command_.limits.stall.count() == 0 || last_tick_ - last_look_ < kLookEvery) {
    return false;
  }
  last_look_ = last_tick_;
  Activity now = look_at(pid_, command_.limits.thread_sanitizer ? SanitizersThread::is_left_out
                                                                : SanitizersThread::counts);
  quiet_ = now.all_asleep && now == activity_ ? quiet_ + kLookEvery : milliseconds{0};
  activity_ = std::move(now);
  return quiet_ >= command_.limits.stall;
}

void Process::stop() {
  ::kill(-pid_, SIGTERM);
  const auto give_up = counted_ + command_.limits.grace;
  while (counted_ < give_up && !over() && !quota_.look(pid_, steady_clock::now())) {
    pollfd ended{ended_.get(), POLLIN, 0};
    ::poll(&ended, 1, static_cast<int>(kTick.count()));
    counted_ += kTick;
    output_->read(kMostPerTick);
    errors_->read(kMostPerTick);
  }
}

End Process::end() const {
  int signal = WIFSIGNALED(status_) ? WTERMSIG(status_) : 0;
  const int code = WIFEXITED(status_) ? WEXITSTATUS(status_) : 0;
  if (code > 128 && code <= 128 + 64) {
    signal = code - 128;  // bubblewrap reports a program that a signal ended as a shell does
  }
  const bool had_cpu_limit = command_.limits.cpu.count() > 0;
  if (had_cpu_limit && (signal == SIGXCPU || (signal == SIGKILL && cpu() >= command_.limits.cpu))) {
    return TimedOut{};
  }
  return signal != 0 ? End(Signalled{signal}) : End(Exited{code});
}

std::chrono::nanoseconds Process::cpu() const {
  const auto duration = [](const timeval& time) {
    return std::chrono::seconds(time.tv_sec) + std::chrono::microseconds(time.tv_usec);
  };
  return duration(usage_.ru_utime) + duration(usage_.ru_stime);
}

Run Process::watch(const Interrupt& interrupt) {
  Run run;
  std::optional<End> forced;
  while (!over()) {
    wait_a_tick(interrupt);
    if (std::optional<Overran> too_much = quota_.look(pid_, last_tick_)) {
      forced = std::move(*too_much);
      break;  // a grace would only let it grow
    }
    if (counted_ >= command_.limits.deadline) {
      forced = TimedOut{};
    } else if (stalled()) {
      forced = Stalled{};
    }
    if (forced) {
      stop();
      break;
    }
  }
  finish();
  run.wall = ended_at_ - started_;
  read(kMostAtEnd);
  if (!forced) {
    if (std::optional<Overran> too_much = quota_.look_at_folders()) {
      forced = std::move(*too_much);
    }
  }
  run.end = forced.value_or(end());
  run.cpu = cpu();
  run.cut = output_->cut() || errors_->cut();
  run.output = output_->take();
  run.errors = errors_->take();
  return run;
}

}  // namespace

ProcessRunner::ProcessRunner(Isolation isolation, const Interrupt& interrupt)
    : isolation_(std::move(isolation)),
      interrupt_(interrupt),
      groups_(std::make_unique<ControlGroups>()),
      strays_(isolation_.is_full() ? nullptr : std::make_unique<Strays>()) {}

ProcessRunner::~ProcessRunner() = default;

Run ProcessRunner::run(const Command& command) const {
  interrupt_.throw_if_pending();
  // A little more than is allowed, so that there can be too many to see.
  constexpr std::size_t kSome = 64;
  const std::size_t most = command.limits.threads;
  const ControlGroups::Lease group = groups_->take(most == 0 ? 0 : most + kSome);
  Process process(command, isolation_.wrap(command), strays_ ? strays_->next_tag() : "",
                  group.get());
  return process.watch(interrupt_);
}

}  // namespace sandbox
