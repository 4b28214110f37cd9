#include "processes.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/mman.h>

#include <array>
#include <atomic>
#include <cstdio>
#include <memory>
#include <random>
#include <stdexcept>

#include "support/process_state.hpp"
#include "support/shared.hpp"
#include "test_tasks.hpp"

namespace course {
namespace {

using std::chrono::milliseconds;
using support::falls_asleep;
using support::Shared;
using test::FewDescriptors;
using test::hang;
using test::kAmpleTime;
using test::OnSignal;

// --- the caller stays whole ---

TEST(Isolation, TheTaskRunsInAnotherProcess) {
  const Outcome outcome = run_in_process([] { return std::to_string(getpid()); }, kAmpleTime);
  ASSERT_TRUE(std::holds_alternative<Result>(outcome));
  EXPECT_NE(std::get<Result>(outcome).value, std::to_string(getpid()));
}

TEST(Isolation, TheCallersMemoryIsUntouched) {
  std::string text = "as it was";
  const Outcome outcome = run_in_process(
      [&] {
        text += ", and more";
        return text;
      },
      kAmpleTime);
  EXPECT_EQ(outcome, Outcome(Result{"as it was, and more"})) << "the task works on a copy";
  EXPECT_EQ(text, "as it was");
}

TEST(Isolation, NoThreadIsStarted) {
  const pid_t caller = getpid();
  const int before = support::threads_of(caller);
  const Outcome outcome =
      run_in_process([caller] { return std::to_string(support::threads_of(caller)); }, kAmpleTime);
  EXPECT_EQ(outcome, Outcome(Result{std::to_string(before)}));
}

TEST(Isolation, OnlyTheCallerReturns) {
  const pid_t caller = getpid();
  const Shared<std::atomic<int>> returned(0);
  for (const bool throws : {false, true}) {
    run_in_process(
        [throws]() -> std::string {
          if (throws) {
            throw std::runtime_error("refused");
          }
          return "done";
        },
        kAmpleTime);
    ++*returned;
    if (getpid() != caller) {
      _exit(0);  // This copy of the test has shown what it had to show.
    }
  }
  EXPECT_EQ(*returned, 2) << "the child went on in the code of the caller";
}

TEST(Isolation, TheChildWritesNothingThatTheCallerHasBuffered) {
  const auto close_file = [](std::FILE* file) { std::fclose(file); };
  const std::unique_ptr<std::FILE, decltype(close_file)> file(
      fdopen(memfd_create("buffered", MFD_CLOEXEC), "r+"), close_file);
  ASSERT_NE(file, nullptr);
  std::fputs("once ", file.get());

  run_in_process([] { return ""; }, kAmpleTime);
  run_in_process([]() -> std::string { throw std::runtime_error("refused"); }, kAmpleTime);

  ASSERT_EQ(std::fseek(file.get(), 0, SEEK_SET), 0);  // flushes
  std::array<char, 64> written{};
  const std::size_t size = std::fread(written.data(), 1, written.size(), file.get());
  EXPECT_EQ(std::string(written.data(), size), "once ");
}

// --- results cross whole ---

std::string random_bytes(std::size_t size) {
  std::mt19937 generator(10);
  std::string bytes(size, '\0');
  for (char& byte : bytes) {
    byte = static_cast<char>(generator() & 0xff);
  }
  return bytes;
}

TEST(Results, ArriveWholeWhateverTheirSize) {
  for (const std::size_t size : {0U, 1U, 65'535U, 65'536U, 65'537U, 1U << 20U, (3U << 20U) + 1}) {
    const std::string bytes = random_bytes(size);
    EXPECT_EQ(run_in_process([&] { return bytes; }, kAmpleTime), Outcome(Result{bytes}));
  }
}

TEST(Results, AreBytesAndNotText) {
  const std::string bytes("\0before\0\xff\n\r\0", 12);
  EXPECT_EQ(run_in_process([&] { return bytes; }, kAmpleTime), Outcome(Result{bytes}));
}

TEST(Results, ArriveAlthoughSignalsInterruptTheCaller) {
  const OnSignal handled(SIGUSR1, OnSignal::only_interrupt);
  const pid_t caller = getpid();
  const Outcome outcome = run_in_process(
      [caller]() -> std::string {
        for (int i = 0; i < 2; ++i) {
          if (!falls_asleep(caller)) {
            return "the caller does not sleep";
          }
          kill(caller, SIGUSR1);
        }
        return "done";
      },
      kAmpleTime);
  EXPECT_EQ(outcome, Outcome(Result{"done"}));
}

std::atomic<bool>* write_was_interrupted = nullptr;

// The handler of the caller: it reads nothing before the child, the sender, is
// stuck in the middle of writing and has been interrupted there.
void interrupt_the_writer(int /*signal*/, siginfo_t* info, void* /*context*/) {
  const int error = errno;
  falls_asleep(info->si_pid);
  kill(info->si_pid, SIGUSR2);
  for (int tick = 0; tick < 200 && !*write_was_interrupted; ++tick) {
    poll(nullptr, 0, 10);
  }
  errno = error;
}

TEST(Results, ArriveAlthoughASignalInterruptsTheChild) {
  const Shared<std::atomic<bool>> interrupted(false);
  write_was_interrupted = &*interrupted;
  const OnSignal hold_still(SIGUSR1, interrupt_the_writer);
  const OnSignal take_note(SIGUSR2, [](int, siginfo_t*, void*) { *write_was_interrupted = true; });
  const pid_t caller = getpid();
  const std::string bytes = random_bytes(4U << 20U);  // no pipe holds as much
  const Outcome outcome = run_in_process(
      [&] {
        kill(caller, SIGUSR1);
        return bytes;
      },
      kAmpleTime);
  EXPECT_EQ(outcome, Outcome(Result{bytes}));
}

// --- failures are told apart ---

Outcome outcome_of_throwing(const std::string& text) {
  return run_in_process([&]() -> std::string { throw std::runtime_error(text); }, kAmpleTime);
}

TEST(Failures, AnExceptionComesWithItsText) {
  for (const std::string& text :
       {std::string("no such file: weather.csv"), std::string(), std::string(200'000, '!')}) {
    EXPECT_EQ(outcome_of_throwing(text), Outcome(Exception{text}));
  }
}

TEST(Failures, AnythingElseThrownIsAnUnknownException) {
  const Outcome outcome = run_in_process([]() -> std::string { throw 42; }, kAmpleTime);
  EXPECT_EQ(outcome, Outcome(Exception{"unknown exception"}));
}

TEST(Failures, ASignalComesWithItsNumber) {
  for (const int signal : {SIGKILL, SIGTERM}) {
    const Outcome outcome = run_in_process(
        [signal] {
          raise(signal);
          return "survived";
        },
        kAmpleTime);
    EXPECT_EQ(outcome, Outcome(Signalled{signal}));
  }
}

TEST(Failures, AnExitComesWithItsCode) {
  for (const int code : {0, 3, 255}) {
    const Outcome outcome = run_in_process([code]() -> std::string { _exit(code); }, kAmpleTime);
    EXPECT_EQ(outcome, Outcome(Exited{code}));
  }
}

TEST(Failures, AnEmptyTaskIsAnInvalidArgument) {
  EXPECT_THROW(run_in_process(Task(), kAmpleTime), std::invalid_argument);
}

TEST(Failures, ARefusalOfTheSystemIsASystemError) {
  const FewDescriptors none(0);
  EXPECT_THROW(run_in_process([] { return "started"; }, kAmpleTime), std::system_error);
}

// --- the timeout holds ---

TEST(Timeout, EndsATaskThatHangs) {
  const Outcome outcome = run_in_process([]() -> std::string { hang(); }, milliseconds(50));
  EXPECT_EQ(outcome, Outcome(TimedOut{}));
}

TEST(Timeout, EndsATaskThatIgnoresSignals) {
  const Outcome outcome = run_in_process(
      []() -> std::string {
        for (const int polite : {SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGALRM, SIGPIPE}) {
          signal(polite, SIG_IGN);
        }
        hang();
      },
      milliseconds(50));
  EXPECT_EQ(outcome, Outcome(TimedOut{}));
}

TEST(Timeout, HoldsAlthoughSignalsKeepInterruptingTheCaller) {
  const OnSignal handled(SIGUSR1, OnSignal::only_interrupt);
  const Shared<std::atomic<bool>> forgotten(false);
  const pid_t caller = getpid();
  const Outcome outcome = run_in_process(
      [&]() -> std::string {
        for (int i = 0; i < 400; ++i) {  // 2 s at least
          poll(nullptr, 0, 5);
          kill(caller, SIGUSR1);
        }
        *forgotten = true;
        hang();
      },
      milliseconds(500));
  EXPECT_EQ(outcome, Outcome(TimedOut{}));
  EXPECT_FALSE(*forgotten) << "every signal moved the timeout";
}

// A process that holds on to it lives until the leash is let go.
class Leash {
 public:
  Leash() {
    if (pipe(ends_.data()) != 0) {
      throw std::system_error(errno, std::generic_category(), "pipe");
    }
  }
  ~Leash() {
    close(ends_[0]);
    close(ends_[1]);
  }
  Leash(const Leash&) = delete;
  Leash& operator=(const Leash&) = delete;

  // For the process on the leash: waits until no other has it in its hand.
  void wait() const {
    close(ends_[1]);
    char nothing = 0;
    while (read(ends_[0], &nothing, 1) < 0 && errno == EINTR) {
    }
  }

 private:
  std::array<int, 2> ends_{};
};

TEST(Timeout, HoldsAlthoughAGrandchildKeepsThePipeOpen) {
  const Leash leash;
  const Outcome outcome = run_in_process(
      [&] {
        if (fork() == 0) {
          leash.wait();
          _exit(0);
        }
        return "done";
      },
      milliseconds(100));
  EXPECT_TRUE(outcome == Outcome(Result{"done"}) || outcome == Outcome(TimedOut{}));
}

TEST(Timeout, TheCallerSleepsUntilThen) {
  const pid_t caller = getpid();
  const Outcome outcome = run_in_process(
      [caller] { return falls_asleep(caller) ? "asleep" : "running, or waking up to look"; },
      kAmpleTime);
  EXPECT_EQ(outcome, Outcome(Result{"asleep"}));
}

TEST(Timeout, MayBeNoLimitAtAll) {
  const Outcome outcome = run_in_process([] { return "done"; }, milliseconds::max());
  EXPECT_EQ(outcome, Outcome(Result{"done"}));
}

TEST(Timeout, MustBePositive) {
  const Shared<std::atomic<bool>> started(false);
  const Task task = [&] {
    *started = true;
    return "";
  };
  for (const milliseconds timeout : {milliseconds(0), milliseconds(-1), milliseconds::min()}) {
    EXPECT_THROW(run_in_process(task, timeout), std::invalid_argument);
  }
  EXPECT_FALSE(*started);
}

}  // namespace
}  // namespace course
