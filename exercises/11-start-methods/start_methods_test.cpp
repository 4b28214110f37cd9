#include "start_methods.hpp"

#include <gtest/gtest.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <iomanip>
#include <optional>
#include <sstream>
#include <thread>
#include <vector>

#include "support/caller.hpp"
#include "support/leftovers.hpp"
#include "support/sanitizer.hpp"
#include "support/step.hpp"
#include "support/timeline.hpp"
#include "test_workers.hpp"

namespace course {
namespace {

using support::Caller;
using support::ProcessMeeting;
using test::Hanging;
using test::Loss;
using test::outcome;
using test::SharedFile;
using test::Unguarded;

struct Method {
  std::string name;
  std::function<Bytes(const Request&)> call;
};

// The three start methods; the fork server lives as long as this.
class Methods {
 public:
  std::vector<Method>::const_iterator begin() const { return all_.begin(); }
  std::vector<Method>::const_iterator end() const { return all_.end(); }

 private:
  ForkServer server_;
  const std::vector<Method> all_{
      {"fork", [](const Request& request) { return call_in_fork(request); }},
      {"spawn", [](const Request& request) { return call_in_spawn(request); }},
      {"fork server", [this](const Request& request) { return server_.call(request); }}};
};

Bytes ask(const Method& method, const Request& request) {
  return outcome([&] { return method.call(request); });
}
Bytes fork_and_ask(const Request& request) {
  return outcome([&] { return call_in_fork(request); });
}
Bytes spawn_and_ask(const Request& request) {
  return outcome([&] { return call_in_spawn(request); });
}
Bytes ask(ForkServer& server, const Request& request) {
  return outcome([&] { return server.call(request); });
}

// As long as it lives, this process can open only `spare` more descriptors.
class FewDescriptors {
 public:
  explicit FewDescriptors(unsigned spare) {
    const Descriptor lowest_free(dup(STDIN_FILENO));
    getrlimit(RLIMIT_NOFILE, &before_);
    rlimit few = before_;
    few.rlim_cur = static_cast<unsigned>(lowest_free.number()) + spare;
    setrlimit(RLIMIT_NOFILE, &few);
  }
  ~FewDescriptors() { setrlimit(RLIMIT_NOFILE, &before_); }
  FewDescriptors(const FewDescriptors&) = delete;
  FewDescriptors& operator=(const FewDescriptors&) = delete;

 private:
  rlimit before_{};
};

// A variable of the environment, for as long as it lives.
class Variable {
 public:
  Variable(const char* name, const std::string& value) : name_(name) {
    setenv(name_, value.c_str(), /*overwrite=*/1);  // NOLINT(concurrency-mt-unsafe): one thread
  }
  ~Variable() { unsetenv(name_); }  // NOLINT(concurrency-mt-unsafe)
  Variable(const Variable&) = delete;
  Variable& operator=(const Variable&) = delete;

 private:
  const char* const name_;
};

// --- the same request, started in three ways ---

TEST(SameRequest, IsAnsweredByEachMethod) {
  for (const Method& method : Methods()) {
    SCOPED_TRACE(method.name);
    EXPECT_EQ(ask(method, {"echo", "twelve"}), "twelve");
    EXPECT_EQ(ask(method, {"note", ""}), "as before main");
  }
}

TEST(SameRequest, BytesArriveWhole) {
  std::string every_byte;
  for (int i = 0; i < 4096; ++i) {
    every_byte += static_cast<char>(i);
  }
  for (const Method& method : Methods()) {
    SCOPED_TRACE(method.name);
    for (const std::string& bytes : {std::string(), every_byte, std::string(1U << 20U, 'x')}) {
      EXPECT_TRUE(ask(method, {"echo", bytes}) == bytes) << bytes.size() << " bytes";
    }
  }
}

TEST(SameRequest, AnExceptionComesWithItsText) {
  for (const Method& method : Methods()) {
    SCOPED_TRACE(method.name);
    EXPECT_EQ(ask(method, {"throw", "no such row"}), "RemoteError: no such row");
    EXPECT_EQ(ask(method, {"throw", ""}), "RemoteError: ");
    EXPECT_EQ(ask(method, {"throw", "42"}), "RemoteError: unknown exception");
  }
}

TEST(SameRequest, AFunctionThatNobodyOfferedIsARemoteError) {
  for (const Method& method : Methods()) {
    SCOPED_TRACE(method.name);
    EXPECT_EQ(ask(method, {"guess", ""}), "RemoteError: no function is named guess");
    EXPECT_EQ(ask(method, {"", "guess"}), "RemoteError: no function is named ");
  }
}

TEST(SameRequest, AWorkerThatEndsWithoutAnAnswerIsSaid) {
  for (const Method& method : Methods()) {
    SCOPED_TRACE(method.name);
    for (const char* end : {"die", "exit"}) {
      EXPECT_EQ(ask(method, {end, ""}), "WorkerDied");
      EXPECT_EQ(ask(method, {"echo", "the next one"}), "the next one");
    }
  }
}

TEST(SameRequest, HasAProcessOfItsOwn) {
  for (const Method& method : Methods()) {
    SCOPED_TRACE(method.name);
    EXPECT_EQ(ask(method, {"count", ""}), "1");
    EXPECT_EQ(ask(method, {"count", ""}), "1") << "the second request met what the first one left";
    EXPECT_NE(ask(method, {"pid", ""}), std::to_string(getpid()));
  }
}

TEST(SameRequest, IsRefusedIfThereCanBeNoLine) {
  ForkServer server;
  const FewDescriptors none(0);
  EXPECT_EQ(fork_and_ask({"echo", ""}), "system_error");
  EXPECT_EQ(spawn_and_ask({"echo", ""}), "system_error");
  EXPECT_EQ(ask(server, {"echo", ""}), "system_error");
  EXPECT_THROW(ForkServer(), std::system_error);
}

// Memory that this process has really got, in small pages: what fork has to copy are
// the tables that say where they are.
class Touched {
 public:
  explicit Touched(std::size_t bytes) : bytes_(bytes) {
    pages_ = mmap(nullptr, bytes_ + 1, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS,
                  /*fd=*/-1, /*offset=*/0);
    if (pages_ == MAP_FAILED) {
      throw std::system_error(errno, std::generic_category(), "mmap");
    }
    madvise(pages_, bytes_ + 1, MADV_NOHUGEPAGE);
    for (std::size_t at = 0; at < bytes_; at += 4096) {
      static_cast<volatile char*>(pages_)[at] = 1;
    }
  }
  ~Touched() { munmap(pages_, bytes_ + 1); }
  Touched(const Touched&) = delete;
  Touched& operator=(const Touched&) = delete;

 private:
  const std::size_t bytes_;
  void* pages_ = nullptr;
};

using Milliseconds = std::chrono::duration<double, std::milli>;

// From the call to its answer, the median of a few.
Milliseconds median_start(const Method& method) {
  std::array<Milliseconds, 7> times{};
  for (Milliseconds& each : times) {
    const auto start = std::chrono::steady_clock::now();
    const Bytes answer = ask(method, {"echo", "here"});
    each = std::chrono::steady_clock::now() - start;
    EXPECT_EQ(answer, "here") << method.name;
  }
  std::sort(times.begin(), times.end());
  return times[times.size() / 2];
}

// The answers are demanded; the times are for the reader of the report.
TEST(SameRequest, IsMeasuredForTheReport) {
  constexpr std::array<std::size_t, 2> kMegabytes{0, COURSE_THREAD_SANITIZER ? 32 : 256};
  const Methods methods;
  std::vector<std::ostringstream> rows(4);
  rows[0] << "caller's memory";
  for (const Method& method : methods) {
    rows[static_cast<std::size_t>(&method - &*methods.begin()) + 1] << method.name;
  }
  std::vector<std::string> lines;
  for (const std::ostringstream& row : rows) {
    lines.push_back(row.str() + std::string(16 - row.str().size(), ' '));
  }
  for (const std::size_t megabytes : kMegabytes) {
    const Touched memory(megabytes << 20U);
    std::vector<std::string> column{"+" + std::to_string(megabytes) + " MB"};
    for (const Method& method : methods) {
      std::ostringstream cell;
      cell << std::fixed << std::setprecision(2) << median_start(method).count() << " ms";
      column.push_back(cell.str());
    }
    for (std::size_t i = 0; i < lines.size(); ++i) {
      lines[i] += std::string(12 - std::min<std::size_t>(12, column[i].size()), ' ') + column[i];
    }
  }
  support::show("one request, from the call to its answer (median of 7)", lines);
}

// --- fork ---

TEST(Fork, TheWorkerKnowsWhatTheCallerKnows) {
  test::note = "changed since";
  EXPECT_EQ(fork_and_ask({"note", ""}), "changed since");
  EXPECT_EQ(fork_and_ask({"parent", ""}), std::to_string(getpid()));
}

TEST(Fork, TheCallerDoesNotKnowWhatTheWorkerChanged) {
  test::note = "changed by the caller";
  EXPECT_EQ(fork_and_ask({"note this", "changed in the worker"}), "changed in the worker");
  EXPECT_EQ(test::note, "changed by the caller");
}

TEST(Fork, AFunctionOfferedLaterCrosses) {
  const std::string captured = "caught";
  offer("later", [captured](const Bytes& argument) { return captured + " " + argument; });
  EXPECT_EQ(fork_and_ask({"later", "up"}), "caught up");
}

TEST(Fork, ALockThatIsHeldStaysHeldInTheWorker) {
  const std::lock_guard held(test::lock);
  EXPECT_EQ(fork_and_ask({"lock", ""}), "held");
}

TEST(Fork, WhatTheCallerHasBufferedIsWrittenOnce) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::tmpfile(), std::fclose);
  ASSERT_NE(file, nullptr);
  std::fputs("once", file.get());
  EXPECT_EQ(fork_and_ask({"echo", "done"}), "done");
  EXPECT_EQ(fork_and_ask({"throw", "42"}), "RemoteError: unknown exception");
  std::fflush(file.get());
  struct stat what{};
  fstat(fileno(file.get()), &what);
  EXPECT_EQ(what.st_size, 4) << "a worker wrote it as well";
}

// Interrupts system calls of this process as long as it lives: no SA_RESTART.
class OnSignal {
 public:
  OnSignal() {
    struct sigaction action{};
    action.sa_handler = [](int) {};
    sigaction(SIGUSR1, &action, &before_);
  }
  ~OnSignal() { sigaction(SIGUSR1, &before_, nullptr); }
  OnSignal(const OnSignal&) = delete;
  OnSignal& operator=(const OnSignal&) = delete;

 private:
  struct sigaction before_{};
};

TEST(Fork, AWorkerThatHangsUpIsStillWaitedFor) {
  const OnSignal handled;
  EXPECT_EQ(fork_and_ask({"hang up", ""}), "WorkerDied");
}

// --- spawn ---

TEST(Spawn, TheWorkerStartsAnew) {
  test::note = "changed since";
  EXPECT_EQ(spawn_and_ask({"note", ""}), "as before main");
  EXPECT_EQ(spawn_and_ask({"parent", ""}), std::to_string(getpid()));
}

TEST(Spawn, AFunctionOfferedLaterDoesNotCross) {
  offer("later", [](const Bytes& argument) { return argument; });
  EXPECT_EQ(spawn_and_ask({"later", ""}), "RemoteError: no function is named later");
}

TEST(Spawn, ALockThatAnotherThreadHoldsIsFreeInTheWorker) {
  support::Step locked;
  support::Step asked;
  Caller other([&] {
    const std::lock_guard held(test::lock);
    locked.take();
    asked.wait();
  });
  EXPECT_TRUE(locked.wait());
  EXPECT_EQ(spawn_and_ask({"lock", ""}), "free");
  asked.take();
  other.finish();
}

// Some of a library, which knows nothing of close-on-exec.
class OthersDescriptors {
 public:
  OthersDescriptors() {
    std::array<int, 2> ends{};
    if (pipe(ends.data()) != 0) {
      throw std::system_error(errno, std::generic_category(), "pipe");
    }
    all_.emplace_back(ends[0]);
    all_.emplace_back(ends[1]);
    all_.emplace_back(fcntl(ends[0], F_DUPFD, 300));
  }

 private:
  std::vector<Descriptor> all_;
};

TEST(Spawn, TheWorkerHasNoDescriptorButItsLine) {
  const OthersDescriptors others;
  const Bytes open = spawn_and_ask({"descriptors", ""});
  EXPECT_TRUE(open == "0" || open == "1")
      << open << " are open beyond standard input, output and error";
}

TEST(Spawn, TheWorkerHasTheEnvironment) {
  const Variable variable("COURSE_VARIABLE", "crossed");
  EXPECT_EQ(spawn_and_ask({"environment", "COURSE_VARIABLE"}), "crossed");
}

// What comes of the same request, asked by so many threads at once.
std::vector<Bytes> ask_from_threads(unsigned threads, const std::function<Bytes()>& call) {
  std::vector<Bytes> answers(threads);
  {
    std::vector<std::jthread> askers;
    for (Bytes& answer : answers) {
      askers.emplace_back([&] {
        try {
          answer = outcome(call);
        } catch (const std::exception& error) {
          answer = error.what();
        }
      });
    }
  }
  return answers;
}

TEST(Spawn, SeveralThreadsMayAskAtTheSameTime) {
  const SharedFile<ProcessMeeting> meeting;
  std::construct_at(&*meeting, 2, test::kPatience);
  EXPECT_EQ(ask_from_threads(2, [&] { return call_in_spawn({"meet", meeting.path()}); }),
            std::vector<Bytes>(2, "met"));
}

TEST(Spawn, ARefusalIsASystemError) {
  const Variable too_long("COURSE_VARIABLE", std::string(200'000, 'x'));  // no exec takes this
  EXPECT_EQ(spawn_and_ask({"echo", "started"}), "system_error");
  EXPECT_THROW(ForkServer(), std::system_error);
}

TEST(Spawn, AWorkerThatHangsUpIsStillWaitedFor) {
  const OnSignal handled;
  EXPECT_EQ(spawn_and_ask({"hang up", ""}), "WorkerDied");
}

// --- the guarded entry ---

constexpr const char* kRanAgain =
    "a worker is this program started anew: where worker_main gives no code, main goes on";

TEST(Guard, AWorkerDoesNotRunMain) {
  static_cast<void>(call_in_spawn({"echo", ""}));
  EXPECT_FALSE(test::main_ran_again()) << kRanAgain;
}

TEST(Guard, AForkServerDoesNotRunMain) {
  {
    ForkServer server;
    static_cast<void>(server.call({"echo", ""}));
  }
  EXPECT_FALSE(test::main_ran_again()) << kRanAgain;
}

TEST(Guard, AnyOtherProgramGoesOn) {
  std::string program = "program";
  std::string option = "--gtest_filter=Guard.*";
  std::string text = "7";
  std::array<char*, 4> arguments{program.data(), option.data(), text.data(), nullptr};
  EXPECT_EQ(worker_main(3, arguments.data()), std::nullopt);
  arguments[2] = nullptr;
  EXPECT_EQ(worker_main(2, arguments.data()), std::nullopt);
  arguments[1] = nullptr;
  EXPECT_EQ(worker_main(1, arguments.data()), std::nullopt);
}

TEST(Guard, LeftOutItIsSaidBeforeAnythingStarts) {
  ASSERT_EQ(call_in_spawn({"echo", "guarded"}), "guarded");
  ASSERT_EQ(ForkServer().call({"echo", "guarded"}), "guarded");
  for (const char* start : {"spawn", "server"}) {
    const Unguarded end = test::run_unguarded(start);
    EXPECT_TRUE(end != Unguarded::started)
        << start << ": a worker would run main, which starts another";
    EXPECT_TRUE(end != Unguarded::other_words)
        << start << ": the logic_error does not name worker_main";
  }
}

// --- the fork server ---

TEST(Server, KnowsNothingOfItsOwnersMemory) {
  test::note = "changed since";
  const std::lock_guard held(test::lock);
  ForkServer server;
  EXPECT_EQ(ask(server, {"note", ""}), "as before main");
  EXPECT_EQ(ask(server, {"lock", ""}), "free");
}

TEST(Server, ForksEveryWorkerItself) {
  ForkServer server;
  const Bytes parent = ask(server, {"parent", ""});
  EXPECT_NE(parent, std::to_string(getpid())) << "the caller forked this worker";
  EXPECT_EQ(ask(server, {"parent", ""}), parent) << "each request had a server of its own";
  EXPECT_NE(ask(server, {"pid", ""}), parent) << "the server did the work itself";
}

TEST(Server, GoesOnWhenAWorkerDied) {
  ForkServer server;
  const Bytes parent = ask(server, {"parent", ""});
  for (const char* end : {"die", "exit"}) {
    EXPECT_EQ(ask(server, {end, ""}), "WorkerDied");
    EXPECT_EQ(ask(server, {"throw", "refused"}), "RemoteError: refused");
    EXPECT_EQ(ask(server, {"parent", ""}), parent) << "the server died with its worker";
  }
}

TEST(Server, ItsWorkersRunAtTheSameTime) {
  const SharedFile<ProcessMeeting> meeting;
  std::construct_at(&*meeting, 3, test::kPatience);
  ForkServer server;
  EXPECT_EQ(ask_from_threads(3, [&] { return server.call({"meet", meeting.path()}); }),
            std::vector<Bytes>(3, "met"));
}

TEST(Server, KeepsNothingOfItsWorkers) {
  ForkServer server;
  for (std::size_t i = 0; i < test::kFewDescriptors; ++i) {
    ask(server, {i % 2 == 0 ? "echo" : "die", ""});
  }
  EXPECT_EQ(ask(server, {"parent holds", ""}), "little");
}

TEST(Server, AWorkerHasNoDescriptorButItsLine) {
  const OthersDescriptors others;
  ForkServer server;
  const Bytes open = ask(server, {"descriptors", ""});
  EXPECT_TRUE(open == "0" || open == "1")
      << open << " are open beyond standard input, output and error";
}

TEST(Server, AWorkerIgnoresNoSignal) {
  ForkServer server;
  EXPECT_EQ(ask(server, {"ignored", ""}), spawn_and_ask({"ignored", ""}));
}

TEST(Server, OutlivesTheThreadThatMadeIt) {
  std::optional<ForkServer> server;
  std::string maker;
  Caller other([&] {
    maker = "/proc/self/task/" + std::to_string(gettid());
    server.emplace();
    EXPECT_EQ(ask(*server, {"echo", "ready"}), "ready");
  });
  other.finish();
  // Joined, but the kernel may still be busy with the end of it.
  const support::Patience patience;
  for (int tick = 0; tick < patience.ticks && std::filesystem::exists(maker); ++tick) {
    poll(nullptr, 0, static_cast<int>(patience.tick.count()));
  }
  EXPECT_EQ(ask(*server, {"echo", "still here"}), "still here");
}

TEST(Server, ItsDeathIsSaid) {
  ForkServer server;
  EXPECT_EQ(ask(server, {"kill parent", ""}), "WorkerDied");
  EXPECT_EQ(ask(server, {"echo", ""}), "WorkerDied");
}

TEST(Server, EndsWhileAnotherOneLives) {
  std::optional<ForkServer> first(std::in_place);
  ForkServer second;
  first.reset();
  EXPECT_EQ(ask(second, {"echo", "still here"}), "still here");
}

// --- orphans ---

// Processes whose parent dies become children of this one, for as long as it lives.
class Adoption {
 public:
  Adoption() { prctl(PR_SET_CHILD_SUBREAPER, 1); }
  ~Adoption() { prctl(PR_SET_CHILD_SUBREAPER, 0); }
  Adoption(const Adoption&) = delete;
  Adoption& operator=(const Adoption&) = delete;
};

template <class Done>
bool wait_until(const Done& done) {
  for (int tick = 0; tick < test::kPatience.ticks && !done(); ++tick) {
    poll(nullptr, 0, static_cast<int>(test::kPatience.tick.count()));
  }
  return done();
}

// Of a child, or of a process that may become one.
bool has_ended(pid_t process) {
  return waitpid(process, nullptr, WNOHANG) == process || (kill(process, 0) != 0 && errno == ESRCH);
}

// A caller is killed while its worker is busy.
void expect_no_orphans(const std::function<Bytes(const Request&)>& call) {
  ASSERT_EQ(call({"echo", "first"}), "first");  // a method that is not written says so
  const Adoption adoption;
  const SharedFile<Hanging> who;
  const pid_t caller = fork();
  if (caller == 0) {
    try {
      call({"hang", who.path()});
    } catch (const std::exception&) {
    }
    _exit(1);
  }
  // However long it takes to start: the caller does not end before.
  bool ended = false;
  while (who->worker == 0 && !ended) {
    poll(nullptr, 0, static_cast<int>(test::kPatience.tick.count()));
    ended = waitpid(caller, nullptr, WNOHANG) != 0;
  }
  EXPECT_FALSE(ended) << "the call was over before its worker";
  if (!ended) {
    kill(caller, SIGKILL);
    waitpid(caller, nullptr, 0);
  }
  if (who->worker != 0) {
    EXPECT_TRUE(wait_until([&] { return has_ended(who->worker); }))
        << "the worker lives on, though its caller is dead";
  }
  if (who->worker != 0 && who->parent != caller && !testing::Test::HasFailure()) {
    EXPECT_TRUE(wait_until([&] { return has_ended(who->parent); }))
        << "the fork server lives on, though its owner is dead";
  }
  for (const pid_t orphan : {who->parent.load(), who->worker.load()}) {
    if (orphan != 0 && orphan != getpid()) {
      kill(orphan, SIGKILL);
    }
  }
  wait_until([] { return waitpid(-1, nullptr, WNOHANG) < 0; });
}

TEST(Orphans, AForkedWorkerEndsWithItsCaller) {
  expect_no_orphans([](const Request& request) { return call_in_fork(request); });
}

TEST(Orphans, ASpawnedWorkerEndsWithItsCaller) {
  expect_no_orphans([](const Request& request) { return call_in_spawn(request); });
}

TEST(Orphans, AForkServerAndItsWorkersEndWithTheirOwner) {
  expect_no_orphans([](const Request& request) { return ForkServer().call(request); });
}

// A worker's parent is killed before the worker has begun: when it asks the kernel for
// a signal at its parent's death, there will be none.
void expect_no_late_orphan(Loss loss, const std::function<Bytes(const Request&)>& call) {
  ASSERT_EQ(call({"echo", "first"}), "first");
  const Adoption adoption;
  const SharedFile<Hanging> who;
  const pid_t caller = fork();
  if (caller == 0) {
    try {
      test::lose_parent(loss, who);
      call({"hang", who.path()});
    } catch (const std::exception&) {
    }
    _exit(1);
  }
  // However long it takes: either the worker says who it is, or there is none.
  bool ended = false;
  while (who->worker == 0 && !(ended && who->parent == 0)) {
    poll(nullptr, 0, static_cast<int>(test::kPatience.tick.count()));
    ended = ended || waitpid(caller, nullptr, WNOHANG) != 0;
  }
  if (who->worker == 0) {
    ADD_FAILURE() << "the call was over before its worker";
  } else if (!wait_until([&] { return has_ended(who->worker); })) {
    ADD_FAILURE() << "the worker lives on, though its parent was dead before it began";
    kill(who->worker, SIGKILL);
  }
  if (!ended) {
    kill(caller, SIGKILL);
  }
  wait_until([] { return waitpid(-1, nullptr, WNOHANG) < 0; });
}

TEST(Orphans, AForkedWorkerEndsIfItsCallerIsDeadAlready) {
  expect_no_late_orphan(Loss::after_fork,
                        [](const Request& request) { return call_in_fork(request); });
}

TEST(Orphans, ASpawnedWorkerEndsIfItsCallerIsDeadAlready) {
  expect_no_late_orphan(Loss::before_main,
                        [](const Request& request) { return call_in_spawn(request); });
}

TEST(Orphans, AForkServersWorkerEndsIfTheServerIsDeadAlready) {
  expect_no_late_orphan(Loss::after_fork,
                        [](const Request& request) { return ForkServer().call(request); });
}

}  // namespace
}  // namespace course
