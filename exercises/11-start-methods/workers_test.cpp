// No test: the name puts the file among the objects of the test program.

#include <poll.h>
#include <pthread.h>
#include <spawn.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <stdexcept>
#include <string_view>

#include "support/guarded_entry.hpp"
#include "support/leftovers.hpp"
#include "support/not_written_yet.hpp"
#include "support/process_state.hpp"
#include "test_workers.hpp"

namespace course {

namespace test {

std::string note = "as before main";
std::mutex lock;

namespace {

using support::ProcessMeeting;

// Until it is killed. Not for ever, so that a test that is itself killed leaves
// nothing running.
[[noreturn]] void hang() {
  signal(SIGALRM, SIG_DFL);
  alarm(60);
  while (true) {
    pause();
  }
}

int open_descriptors() {
  int open = 0;
  for (int number = STDERR_FILENO + 1; number < 1024; ++number) {
    open += fcntl(number, F_GETFD) >= 0 ? 1 : 0;
  }
  return open;
}

Bytes ignored_signals() {
  std::ifstream status("/proc/self/status");
  for (std::string text; std::getline(status, text);) {
    if (text.starts_with("SigIgn:\t")) {
      // Of the numbers from 32 on some are the C library's own.
      constexpr unsigned long kOrdinary = 0x7fffffff;
      return std::to_string(std::stoul(text.substr(8), nullptr, 16) & kOrdinary);
    }
  }
  return "";
}

// "little" if that is so. A server forks this worker, then closes what it has given
// it, and the workers before may still be about to end: that may take a moment.
Bytes parent_holds(const Bytes&) {
  support::Stock stock;
  for (int tick = 0; tick < kPatience.ticks; ++tick) {
    stock = support::take_stock(getppid());
    if (stock.children <= 1 && stock.descriptors < kFewDescriptors) {
      return "little";
    }
    poll(nullptr, 0, static_cast<int>(kPatience.tick.count()));
  }
  return std::to_string(stock.children) + " child processes and " +
         std::to_string(stock.descriptors) + " descriptors";
}

Bytes hang_up(const Bytes&) {
  const pid_t caller = getppid();
  closefrom(STDERR_FILENO + 1);
  support::falls_asleep(caller);
  kill(caller, SIGUSR1);
  support::falls_asleep(caller);
  _exit(0);
}

Bytes try_lock(const Bytes&) {
  if (!lock.try_lock()) {
    return "held";
  }
  lock.unlock();
  return "free";
}

Bytes call_throw(const Bytes& text) {
  if (text == "42") {
    throw 42;
  }
  throw std::runtime_error(text);
}

Bytes environment(const Bytes& name) {
  const char* const value = std::getenv(name.c_str());  // NOLINT(concurrency-mt-unsafe)
  return value == nullptr ? "" : value;
}

Bytes report_and_hang(const Bytes& path) {
  const SharedFile<Hanging> who(path);
  who->parent = getppid();
  who->worker = getpid();
  hang();
}

const bool offered =
    offer("echo", [](const Bytes& argument) { return argument; }) && offer("throw", call_throw) &&
    offer("pid", [](const Bytes&) { return std::to_string(getpid()); }) &&
    offer("parent", [](const Bytes&) { return std::to_string(getppid()); }) &&
    offer("count",
          [](const Bytes&) {
            static int calls = 0;
            return std::to_string(++calls);
          }) &&
    offer("note", [](const Bytes&) { return note; }) &&
    offer("note this", [](const Bytes& argument) { return note = argument; }) &&
    offer("lock", try_lock) &&
    offer("descriptors", [](const Bytes&) { return std::to_string(open_descriptors()); }) &&
    offer("environment", environment) &&
    offer("ignored", [](const Bytes&) { return ignored_signals(); }) &&
    offer("meet",
          [](const Bytes& path) {
            return SharedFile<ProcessMeeting>(path)->arrive() ? "met" : "alone";
          }) &&
    offer("parent holds", parent_holds) &&
    offer("die",
          [](const Bytes&) -> Bytes {
            kill(getpid(), SIGKILL);
            hang();
          }) &&
    offer("exit", [](const Bytes&) -> Bytes { _exit(0); }) && offer("hang up", hang_up) &&
    offer("hang", report_and_hang) && offer("kill parent", [](const Bytes&) -> Bytes {
      kill(getppid(), SIGKILL);
      hang();
    });

// ---- workers that lose their parent before they have begun ----

constexpr const char* kLoss = "COURSE_LOSS";
constexpr std::string_view kBeforeMain = "before main ";
constexpr std::string_view kAfterFork = "after fork ";

// Set in a process that is to be lost by the first worker that it forks.
Hanging* lost_by_fork = nullptr;
pid_t forking = 0;

void be_lost_by_fork(Hanging& who) {
  lost_by_fork = &who;
  forking = getpid();
}

// All of it: no thread is left that could still send its children the signal that they
// have asked for at its death.
bool is_dead(pid_t process) {
  const support::process_state::ProcFile status(process, "/status");
  const std::string_view state = support::process_state::field(status.text(), "State:");
  return status.text().empty() ||
         (state.find('Z') != std::string_view::npos && support::threads_of(process) <= 1);
}

// Nothing if this process has another parent already, which is to live.
void outlive(pid_t parent, Hanging& who) {
  if (getppid() != parent) {
    return;
  }
  who.parent = parent;
  kill(parent, SIGKILL);
  for (int tick = 0; tick < kPatience.ticks && !is_dead(parent); ++tick) {
    poll(nullptr, 0, static_cast<int>(kPatience.tick.count()));
  }
  who.worker = getpid();
}

// In the worker, before fork returns.
const bool losing = pthread_atfork(nullptr, nullptr, [] {
                      if (Hanging* const who = std::exchange(lost_by_fork, nullptr)) {
                        outlive(forking, *who);
                      }
                    }) == 0;

// In a program that is started anew: a worker, or a fork server.
void lose_parent_as_told(std::string_view loss) {
  const std::string path(loss.substr(loss.find('/')));
  // Mapped to the end of the process: fork servers come back to it.
  static const SharedFile<Hanging> who(path);
  if (loss.starts_with(kAfterFork)) {
    be_lost_by_fork(*who);
    return;
  }
  support::falls_asleep(who->caller);  // the request is on its way
  outlive(who->caller, *who);
}

// ---- the guarded entry of the test program ----

constexpr const char* kUnguarded = "COURSE_UNGUARDED";

std::atomic<bool> ran_again = false;

// A program that starts itself anew is its own parent's program.
bool is_started_by_itself() {
  struct stat own{};
  struct stat parent{};
  const std::string program = "/proc/" + std::to_string(getppid()) + "/exe";
  return stat("/proc/self/exe", &own) == 0 && stat(program.c_str(), &parent) == 0 &&
         own.st_dev == parent.st_dev && own.st_ino == parent.st_ino;
}

// What main is for in a program that forgot the guarded entry.
Unguarded start_unguarded(const std::string& start) {
  if (start == "again") {
    _exit(0);  // already one too many
  }
  setenv(kUnguarded, "again", /*overwrite=*/1);  // NOLINT(concurrency-mt-unsafe): one thread
  try {
    if (start == "spawn") {
      call_in_spawn({"echo", "a worker that should not be"});
    } else {
      ForkServer().call({"echo", "a worker that should not be"});
    }
  } catch (const std::logic_error& error) {
    return std::string(error.what()).find("worker_main") != std::string::npos
               ? Unguarded::said
               : Unguarded::other_words;
  } catch (const std::exception&) {
    return Unguarded::started;
  }
  return Unguarded::started;
}

}  // namespace

void lose_parent(Loss loss, const SharedFile<Hanging>& who) {
  if (!losing) {
    throw std::logic_error("pthread_atfork failed");
  }
  std::string words(loss == Loss::after_fork ? kAfterFork : kBeforeMain);
  words += who.path();
  setenv(kLoss, words.c_str(), /*overwrite=*/1);  // NOLINT(concurrency-mt-unsafe): one thread
  who->caller = getpid();
  if (loss == Loss::after_fork) {
    be_lost_by_fork(*who);
  }
}

bool main_ran_again() { return ran_again.exchange(false); }

Bytes outcome(const std::function<Bytes()>& call) {
  Bytes result;
  try {
    result = call();
  } catch (const RemoteError& error) {
    result = "RemoteError: " + Bytes(error.what());
  } catch (const WorkerDied&) {
    result = "WorkerDied";
  } catch (const std::system_error&) {
    result = "system_error";
  }
  if (main_ran_again()) {
    return "main ran again, in the worker: worker_main gave no code to exit with";
  }
  return result;
}

Unguarded run_unguarded(const std::string& start) {
  std::string program = "unguarded";
  const std::array<char*, 2> arguments{program.data(), nullptr};
  setenv(kUnguarded, start.c_str(), /*overwrite=*/1);  // NOLINT(concurrency-mt-unsafe)
  pid_t pid = -1;
  const int error =
      posix_spawn(&pid, "/proc/self/exe", nullptr, nullptr, arguments.data(), environ);
  unsetenv(kUnguarded);  // NOLINT(concurrency-mt-unsafe)
  if (error != 0) {
    throw std::system_error(error, std::generic_category(), "posix_spawn");
  }
  int status = 0;
  while (waitpid(pid, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFEXITED(status) ? static_cast<Unguarded>(WEXITSTATUS(status)) : Unguarded::started;
}

}  // namespace test

std::optional<int> support::guarded_entry(int argc, char** argv) {
  // A program that only lists the tests is linked without a submission.
  if (std::any_of(argv, argv + argc, [](const char* argument) {
        return argument == std::string_view("--gtest_list_tests");
      })) {
    return std::nullopt;
  }
  // NOLINTNEXTLINE(concurrency-mt-unsafe): one thread
  if (const char* const start = std::getenv(test::kUnguarded)) {
    return static_cast<int>(test::start_unguarded(start));
  }
  // NOLINTNEXTLINE(concurrency-mt-unsafe): one thread
  if (const char* const loss = std::getenv(test::kLoss)) {
    test::lose_parent_as_told(loss);
  }
  std::optional<int> code;
  try {
    code = worker_main(argc, argv);
  } catch (const NotWrittenYet&) {
  }
  if (code) {
    return code;
  }
  if (test::is_started_by_itself()) {
    kill(getppid(), SIGURG);  // ignored by all but the test program
    return 1;
  }
  signal(SIGURG, [](int) { test::ran_again = true; });
  return std::nullopt;
}

}  // namespace course
