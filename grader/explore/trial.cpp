#include "explore/trial.hpp"

#include <dirent.h>
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

// So long a busy machine may keep a program from going on.
constexpr unsigned kMostDeadlines = 6;
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

// What a process and those that it has started are about.
struct Activity {
  bool would_go_on = false;  // one of their threads, if it were let
  long cpu_ms = 0;           // that they have used
};

// What a file of /proc begins with. Allocates nothing.
template <std::size_t size>
char* read_start(const char* file, std::array<char, size>& text) {
  const int descriptor = ::open(file, O_RDONLY | O_CLOEXEC);
  const ssize_t bytes = descriptor < 0 ? 0 : ::read(descriptor, text.data(), size - 1);
  ::close(descriptor);
  text.at(static_cast<std::size_t>(std::max<ssize_t>(bytes, 0))) = '\0';
  return text.data();
}

void look_at(pid_t process, Activity& activity);

void look_at_thread(pid_t process, const char* thread, Activity& activity) {
  std::array<char, 64> file{};
  std::array<char, 512> text{};
  std::snprintf(file.data(), file.size(), "/proc/%d/task/%s/stat", process, thread);
  const char* const name_end = std::strrchr(read_start(file.data(), text), ')');
  // R: runs, or would; D: is served by the system right now; T, t: was stopped.
  activity.would_go_on |= name_end != nullptr && name_end[1] == ' ' && name_end[2] != '\0' &&
                          std::strchr("RDTt", name_end[2]) != nullptr;
  std::snprintf(file.data(), file.size(), "/proc/%d/task/%s/children", process, thread);
  char* next = read_start(file.data(), text);
  for (long child = 0; (child = std::strtol(next, &next, 10)) > 0;) {
    look_at(static_cast<pid_t>(child), activity);
  }
}

void look_at(pid_t process, Activity& activity) {
  activity.cpu_ms += cpu_of(process);
  std::array<char, 64> file{};
  std::snprintf(file.data(), file.size(), "/proc/%d/task", process);
  const int list = ::open(file.data(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  alignas(dirent64) std::array<char, 4096> entries{};
  for (ssize_t bytes = 0;
       list >= 0 && (bytes = ::getdents64(list, entries.data(), entries.size())) > 0;) {
    for (ssize_t at = 0; at < bytes;) {
      const auto* const entry = reinterpret_cast<const dirent64*>(entries.data() + at);
      if (entry->d_name[0] != '.') {
        look_at_thread(process, entry->d_name, activity);
      }
      at += entry->d_reclen;
    }
  }
  ::close(list);
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
  ledger.thrown = {};
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
  const Waited waited = wait_for(child);
  if (waited != Waited::ended) {
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
  return judge(status, waited);
}

EXPLORE_EDGE void Trials::be_the_program(const Plan& plan, bool explain) const {
  hide_descriptors();
  run_here(plan, explain);
}

EXPLORE_EDGE void Trials::run_here(const Plan& plan, bool explain) const {
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

// A deadline is for what the program does. It gets more of them as long as it would
// go on and is not let: on a busy machine it may have done nothing yet.
Trials::Waited Trials::wait_for(pid_t child) {
  const int handle = static_cast<int>(raw_syscall(SYS_pidfd_open, child, 0, 0, 0, 0, 0));
  if (handle < 0) {  // before Linux 5.3: no deadline
    return Waited::ended;
  }
  Waited waited = Waited::starved;
  for (unsigned i = 0; i < kMostDeadlines && waited == Waited::starved; ++i) {
    if (ends_within(handle, deadline_ms_)) {
      waited = Waited::ended;
    } else {
      Activity activity;
      look_at(child, activity);
      if (activity.cpu_ms >= deadline_ms_ / 2) {
        waited = Waited::too_long;
      } else if (!activity.would_go_on) {
        waited = Waited::asleep;
      }
    }
  }
  ::close(handle);
  return waited;
}

// Hears meanwhile what the child says, so that it never waits to be heard.
bool Trials::ends_within(int handle, long ms) {
  const long deadline = milliseconds(CLOCK_MONOTONIC) + ms;
  std::array<pollfd, 2> waits{{{.fd = handle, .events = POLLIN, .revents = 0},
                               {.fd = ours_, .events = POLLIN, .revents = 0}}};
  bool ended = false;
  for (long left = ms; left > 0 && !ended; left = deadline - milliseconds(CLOCK_MONOTONIC)) {
    if (::poll(waits.data(), waits.size(), static_cast<int>(left)) > 0) {
      ended = waits[0].revents != 0;
      listen();
    }
  }
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

Ending Trials::judge(int status, Waited waited) const {
  Ending ending{
      .kind = kind_of(ledger_->outcome, status),
      .killed = waited != Waited::ended && WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL,
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
    ending.kind = waited == Waited::too_long ? Kind::livelock : Kind::not_modelled;
    std::snprintf(ending.reason.data(), ending.reason.size(),
                  waited == Waited::too_long ? "no end within %d ms"
                  : waited == Waited::asleep ? "the program waits in a system call"
                                             : "the machine was too busy to run it",
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
