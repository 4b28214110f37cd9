#include "explore/trial.hpp"

#include <fcntl.h>
#include <link.h>
#include <malloc.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>

#include "explore/real.hpp"
#include "explore/scheduler.hpp"

namespace explore {
namespace {

// Who has computed for less than this part of its time waits for something else.
constexpr long kBusyPart = 20;
constexpr unsigned kRunsOnOneCpu = 50;
// What the last one left in the channel: more is not read.
constexpr unsigned kMostReads = 256;

long milliseconds(clockid_t clock) {
  timespec time{};
  ::clock_gettime(clock, &time);
  return time.tv_sec * 1'000 + time.tv_nsec / 1'000'000;
}

long cpu_of(pid_t child) {
  clockid_t clock{};
  return ::clock_getcpuclockid(child, &clock) == 0 ? milliseconds(clock) : 0;
}

void check(bool works, const char* call) {
  if (!works) {
    std::perror(call);
    ::_exit(2);
  }
}

std::uint32_t steps_of(const Ledger& ledger) { return std::min(ledger.steps, kMostSteps); }

// FNV-1a: G. Fowler, L. C. Noll, K.-P. Vo, 1991.
std::uint64_t hash_of(const Ledger& ledger, std::uint32_t steps) {
  std::uint64_t hash = 0xcbf29ce484222325U;
  const auto add = [&](std::uint64_t number) { hash = (hash ^ number) * 0x100000001b3U; };
  for (std::uint32_t i = 0; i < steps; ++i) {
    const Step& step = ledger.trace.at(i);
    add(step.thread);
    add(static_cast<std::uint64_t>(step.action));
    add(step.object);
    add(step.timed_out ? 1 : 0);
  }
  return hash;
}

void clear(Ledger& ledger) {
  ledger.outcome = Outcome::unfinished;
  ledger.of_child = Outcome::unfinished;
  ledger.steps = 0;
  ledger.preemptions = 0;
  ledger.threads = 0;
  ledger.waiting.fill({});
  ledger.lost = {};
  ledger.race.fill({});
  ledger.reason.fill('\0');
}

// A fork leaves out what can be read from a file again, and the child has to ask
// for it page by page. It does not where one page of a mapping is a copy.
void keep_mapped(std::uintptr_t from, std::uintptr_t to, int protection) {
  const auto page = static_cast<std::uintptr_t>(::sysconf(_SC_PAGESIZE));
  from -= from % page;
  void* const start = reinterpret_cast<void*>(from);
  if (::mprotect(start, to - from, protection | PROT_WRITE) == 0) {
    auto* const first = static_cast<volatile char*>(start);
    *first = *first;
    ::mprotect(start, to - from, protection);
    ::madvise(start, to - from, MADV_POPULATE_READ);
  }
}

int keep_code_mapped(dl_phdr_info* info, std::size_t /*size*/, void* /*nothing*/) {
  for (unsigned i = 0; i < info->dlpi_phnum; ++i) {
    const ElfW(Phdr)& part = info->dlpi_phdr[i];
    const std::uintptr_t from = info->dlpi_addr + part.p_vaddr;
    if (part.p_type == PT_LOAD && (part.p_flags & PF_W) == 0) {
      keep_mapped(from, from + part.p_memsz,
                  PROT_READ | ((part.p_flags & PF_X) != 0 ? PROT_EXEC : 0));
    }
  }
  return 0;
}

// One thread runs at a time, and this process meanwhile waits: on one CPU none has
// to be woken on another one.
void stay_on_this_cpu() {
  const int cpu = ::sched_getcpu();
  cpu_set_t set;
  CPU_ZERO(&set);
  if (cpu >= 0) {
    CPU_SET(static_cast<unsigned>(cpu), &set);
    ::sched_setaffinity(0, sizeof set, &set);
  }
}

Kind kind_of(Outcome outcome, int status) {
  switch (outcome) {
    case Outcome::deadlock:
      return Kind::deadlock;
    case Outcome::livelock:
      return Kind::livelock;
    case Outcome::race:
      return Kind::race;
    case Outcome::not_modelled:
      return Kind::not_modelled;
    default:
      break;
  }
  if (WIFSIGNALED(status)) {
    return Kind::crashed;
  }
  if (WEXITSTATUS(status) != 0) {
    return Kind::failed;
  }
  return outcome == Outcome::finished ? Kind::passed : Kind::exited;
}

}  // namespace

bool alike(const Ending& left, const Ending& right) {
  return left.kind == right.kind && left.code == right.code;
}

bool same(const Ending& left, const Ending& right) {
  return alike(left, right) && left.steps == right.steps && left.trace == right.trace;
}

Trials::Trials(const Program& program, int output, int channel, int deadline_ms)
    : program_(program), output_(output), channel_(channel), deadline_ms_(deadline_ms) {
  void* const shared =
      ::mmap(nullptr, sizeof(Ledger), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  check(shared != MAP_FAILED, "mmap");
  ledger_ = static_cast<Ledger*>(shared);
  nowhere_ = ::open("/dev/null", O_RDWR | O_CLOEXEC);
  check(nowhere_ >= 0, "/dev/null");
  std::array<int, 2> pair{};
  check(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair.data()) == 0, "socketpair");
  ::prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
  ::sched_getaffinity(0, sizeof cpus_, &cpus_);
  ::dl_iterate_phdr(keep_code_mapped, nullptr);
  ::mallopt(M_ARENA_MAX, 1);  // threads do not meet in the heap: no room of its own for each
  ours_ = pair[0];
  theirs_ = pair[1];
}

Ending Trials::run(const Plan& plan, bool explain) {
  // Now and then the system may choose another CPU.
  const bool choose = runs_++ % kRunsOnOneCpu == 0;
  if (choose) {
    ::sched_setaffinity(0, sizeof cpus_, &cpus_);
  }
  clear(*ledger_);
  explain_ = explain;
  said_bytes_ = 0;
  const pid_t child = ::fork();
  check(child >= 0, "fork");
  if (child == 0) {
    be_the_program(plan, explain);
  }
  const bool ends = ends_in_time(child);
  const long cpu_ms = ends ? 0 : cpu_of(child);
  if (!ends) {
    ::kill(child, SIGKILL);
  }
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  if (choose) {
    stay_on_this_cpu();
  }
  listen();
  end_orphans();
  return judge(status, !ends, cpu_ms);
}

EXPLORE_EDGE void Trials::be_the_program(const Plan& plan, bool explain) const {
  hide_descriptors();
  stay_on_this_cpu();
  begin(plan, *ledger_, explain);
  const int code = program_.main(program_.argc, program_.argv, program_.environment);
  explore::ledger().outcome = Outcome::finished;
  std::exit(code);
}

void Trials::hide_descriptors() const {
  if (channel_ >= 0) {
    ::dup3(theirs_, channel_, O_CLOEXEC);
  }
  if (output_ != channel_ && output_ > STDERR_FILENO) {
    ::close(output_);
  } else if (output_ != channel_) {  // whatever is opened next must not take its place
    ::dup2(nowhere_, output_);
  }
  ::close(ours_);
  ::close(theirs_);
  ::close(nowhere_);
}

// Hears meanwhile what the child says, so that it never waits to be heard.
bool Trials::ends_in_time(pid_t child) {
  const int handle = static_cast<int>(raw_syscall(SYS_pidfd_open, child, 0, 0, 0, 0, 0));
  if (handle < 0) {  // before Linux 5.3: no deadline
    return true;
  }
  const long deadline = milliseconds(CLOCK_MONOTONIC) + deadline_ms_;
  std::array<pollfd, 2> waits{{{.fd = handle, .events = POLLIN, .revents = 0},
                               {.fd = ours_, .events = POLLIN, .revents = 0}}};
  bool ended = false;
  for (long left = deadline_ms_; left > 0 && !ended;
       left = deadline - milliseconds(CLOCK_MONOTONIC)) {
    if (::poll(waits.data(), waits.size(), static_cast<int>(left)) > 0) {
      ended = waits[0].revents != 0;
      listen();
    }
  }
  ::close(handle);
  return ended;
}

void Trials::listen() {
  std::array<char, 4096> heard{};
  for (unsigned i = 0; i < kMostReads; ++i) {
    const ssize_t bytes = ::recv(ours_, heard.data(), heard.size(), MSG_DONTWAIT);
    if (bytes <= 0) {
      return;
    }
    if (explain_) {
      const std::size_t kept =
          std::min(static_cast<std::size_t>(bytes), said_.size() - said_bytes_);
      std::copy_n(heard.begin(), kept, said_.begin() + static_cast<std::ptrdiff_t>(said_bytes_));
      said_bytes_ += kept;
    }
  }
}

// Processes that the program has started and left behind.
void Trials::end_orphans() {
  int status = 0;
  for (pid_t ended = 0; (ended = ::waitpid(-1, &status, WNOHANG)) >= 0;) {
    if (ended > 0) {
      continue;
    }
    std::array<char, 32> first{};
    const int list = ::open("/proc/thread-self/children", O_RDONLY | O_CLOEXEC);
    const bool known = list >= 0 && ::read(list, first.data(), first.size() - 1) > 0;
    ::close(list);
    const int orphan = known ? std::atoi(first.data()) : 0;
    if (orphan <= 0 || ::kill(orphan, SIGKILL) != 0) {
      return;
    }
    ::waitpid(orphan, &status, 0);
  }
}

Ending Trials::judge(int status, bool killed, long cpu_ms) const {
  Ending ending{.kind = kind_of(ledger_->outcome, status),
                .killed = killed && WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL,
                .steps = steps_of(*ledger_),
                .preemptions = ledger_->preemptions,
                .threads = std::min(ledger_->threads, kMostThreads),
                .reason = ledger_->reason};
  ending.reason.back() = '\0';
  ending.trace = ending.kind == Kind::passed ? 0 : hash_of(*ledger_, ending.steps);
  // The program has seen an exit status that is none of its own.
  if (ledger_->of_child != Outcome::unfinished &&
      (ending.kind == Kind::failed || ending.kind == Kind::crashed ||
       ending.kind == Kind::exited)) {
    ending.kind = Kind::not_modelled;
    std::snprintf(ending.reason.data(), ending.reason.size(),
                  "a child process did not come to its own end");
  }
  if (ending.killed) {
    const bool waits = cpu_ms < deadline_ms_ / kBusyPart;
    ending.kind = waits ? Kind::not_modelled : Kind::livelock;
    std::snprintf(ending.reason.data(), ending.reason.size(),
                  waits ? "the program waits in a system call" : "no end within %d ms",
                  deadline_ms_);
  } else if (ending.kind == Kind::failed) {
    ending.code = WEXITSTATUS(status);
  } else if (ending.kind == Kind::crashed) {
    ending.code = WTERMSIG(status);
  }
  return ending;
}

bool Trials::copy_executed(Schedule& schedule) const {
  schedule.clear();
  const std::uint32_t steps = steps_of(*ledger_);
  for (std::uint32_t i = 0; i < steps; ++i) {
    if (!schedule.append({.thread = ledger_->trace.at(i).thread, .choices = 1})) {
      return false;
    }
  }
  return true;
}

}  // namespace explore
