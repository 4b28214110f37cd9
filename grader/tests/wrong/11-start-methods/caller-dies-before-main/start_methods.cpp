// expect: failed Orphans.ASpawnedWorkerEndsIfItsCallerIsDeadAlready
// A new program takes a while to start. Its caller may be dead by then, and what it has
// asked for is on the line: the worker gets no signal any more, and works for nobody.

#include "start_methods.hpp"

#include <signal.h>
#include <spawn.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <exception>
#include <string_view>
#include <system_error>
#include <utility>

namespace course {
namespace {

[[noreturn]] void fail(int error, const char* call) {
  throw std::system_error(error, std::generic_category(), call);
}

// ---- the worker's side, the same whatever started it ----

// In front of every answer.
constexpr char kResult = 'r';
constexpr char kError = 'e';

Bytes answer(const Bytes& function, const Bytes& argument) {
  try {
    return kResult + function_named(function)(argument);
  } catch (const std::exception& error) {
    return kError + Bytes(error.what());
  } catch (...) {
    return kError + Bytes("unknown exception");
  }
}

// The whole life of a worker. The kernel kills it when its parent ends.
void work(const Descriptor& line) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  const auto function = receive_bytes(line);
  const auto argument = receive_bytes(line);
  if (function && argument) {
    send_bytes(line, answer(*function, *argument));
  }
}

// noexcept, because an exception must not reach the code of the process that
// forked; _exit, because exit would run its exit handlers and flush its buffers.
[[noreturn]] void work_in_fork(const Descriptor& line) noexcept {
  work(line);
  _exit(0);
}

// ---- the caller's side, too ----

Bytes ask(const Descriptor& line, const Request& request) {
  if (send_bytes(line, request.function) && send_bytes(line, request.argument)) {
    if (const auto answer = receive_bytes(line)) {
      if (answer->front() == kResult) {
        return answer->substr(1);
      }
      throw RemoteError(answer->substr(1));
    }
  }
  throw WorkerDied();
}

// A child process; its destructor waits for its end.
class Child {
 public:
  explicit Child(pid_t pid) : pid_(pid) {}
  ~Child() {
    while (waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) {
    }
  }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

 private:
  const pid_t pid_;
};

// ---- this program, started anew ----

constexpr const char* kWorker = "--course-worker";
constexpr const char* kForkServer = "--course-fork-server";

// Where the new program finds its line.
constexpr int kLine = 3;

// Whether main has called worker_main. Written before there are other threads.
bool guarded = false;

// What is to happen between fork and exec.
class SpawnActions {
 public:
  SpawnActions() {
    if (const int error = posix_spawn_file_actions_init(&actions_)) {
      fail(error, "posix_spawn_file_actions_init");
    }
  }
  ~SpawnActions() { posix_spawn_file_actions_destroy(&actions_); }
  SpawnActions(const SpawnActions&) = delete;
  SpawnActions& operator=(const SpawnActions&) = delete;

  // Everything but standard input, output and error, and `line` as kLine.
  void keep_only(const Descriptor& line) {
    int error = posix_spawn_file_actions_adddup2(&actions_, line.number(), kLine);
    if (error == 0) {
      error = posix_spawn_file_actions_addclosefrom_np(&actions_, kLine + 1);
    }
    if (error != 0) {
      fail(error, "posix_spawn_file_actions");
    }
  }

  const posix_spawn_file_actions_t* get() const { return &actions_; }

 private:
  posix_spawn_file_actions_t actions_{};
};

pid_t spawn(const char* role, const Descriptor& line) {
  if (!guarded) {
    throw std::logic_error(
        "main has to call worker_main first: a worker is this program started anew, and would run "
        "main once more");
  }
  SpawnActions actions;
  actions.keep_only(line);
  std::string program = "worker";
  std::string first = role;
  const std::array<char*, 3> arguments{program.data(), first.data(), nullptr};
  pid_t pid = -1;
  if (const int error =
          posix_spawn(&pid, "/proc/self/exe", actions.get(), nullptr, arguments.data(), environ)) {
    fail(error, "posix_spawn");
  }
  return pid;
}

// A worker for each descriptor that comes, until the owner hangs up. The owner has
// the other end of what it sends, and asks the worker itself.
void serve(Descriptor line) {
  signal(SIGCHLD, SIG_IGN);  // no zombies, although nobody waits for the workers
  while (const std::optional<Descriptor> to_owner = receive_descriptor(line)) {
    if (fork() == 0) {
      signal(SIGCHLD, SIG_DFL);
      line.close();
      work_in_fork(*to_owner);
    }
  }
}

}  // namespace

Bytes call_in_fork(const Request& request) {
  auto [line, to_caller] = make_line();
  const pid_t pid = fork();
  if (pid < 0) {
    fail(errno, "fork");
  }
  if (pid == 0) {
    line.close();
    work_in_fork(to_caller);
  }
  to_caller.close();  // otherwise the line would not end with the worker
  const Child worker(pid);
  return ask(line, request);
}

Bytes call_in_spawn(const Request& request) {
  auto [line, to_caller] = make_line();
  const Child worker(spawn(kWorker, to_caller));
  to_caller.close();
  return ask(line, request);
}

std::optional<int> worker_main(int argc, char** argv) {
  guarded = true;
  const std::string_view role = argc == 2 ? argv[1] : "";
  if (role == kWorker) {
    work(Descriptor(kLine));
    return 0;
  }
  if (role == kForkServer) {
    serve(Descriptor(kLine));
    return 0;
  }
  return std::nullopt;
}

struct ForkServer::State {
  explicit State(std::pair<Descriptor, Descriptor> ends)
      : server(spawn(kForkServer, ends.second)), line(std::move(ends.first)) {}

  const Child server;
  const Descriptor line;  // destroyed first: the server ends when its line does
};

ForkServer::ForkServer() : state_(std::make_unique<State>(make_line())) {}

ForkServer::~ForkServer() = default;

Bytes ForkServer::call(const Request& request) {
  auto [line, to_caller] = make_line();
  if (!send_descriptor(state_->line, to_caller)) {
    throw WorkerDied();
  }
  to_caller.close();
  return ask(line, request);
}

}  // namespace course
