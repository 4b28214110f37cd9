// What the tests of this exercise share: tasks that misbehave, signal handlers
// for a while, and outcomes in words.

#pragma once

#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <ostream>
#include <string>
#include <system_error>

#include "processes.hpp"

namespace course {

// GoogleTest prints the outcomes of a failed comparison with these.
inline void PrintTo(const Result& result, std::ostream* out) {
  if (result.value.size() <= 64) {
    *out << "Result{\"" << result.value << "\"}";
  } else {
    *out << "Result{" << result.value.size() << " bytes}";
  }
}
inline void PrintTo(const Exception& exception, std::ostream* out) {
  *out << "Exception{\"" << exception.what.substr(0, 64) << "\"}";
}
inline void PrintTo(const Signalled& signalled, std::ostream* out) {
  *out << "Signalled{" << signalled.signal << "}";
}
inline void PrintTo(const Exited& exited, std::ostream* out) {
  *out << "Exited{" << exited.code << "}";
}
inline void PrintTo(const TimedOut& /*timed_out*/, std::ostream* out) { *out << "TimedOut{}"; }

namespace test {

// Longer than anything here takes on the busiest machine.
constexpr std::chrono::milliseconds kAmpleTime{60'000};

// Never returns. Dies with the process that started it, so that a test that is
// itself killed leaves nothing running.
[[noreturn]] inline void hang() {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  while (true) {
    pause();
  }
}

// Handles a signal for as long as it lives. Without SA_RESTART: system calls
// that the signal interrupts fail with EINTR, or stop half-way.
class OnSignal {
 public:
  using Handler = void (*)(int, siginfo_t*, void*);

  OnSignal(int signal, Handler handler) : signal_(signal) {
    struct sigaction action{};
    action.sa_sigaction = handler;
    action.sa_flags = SA_SIGINFO;
    if (sigaction(signal_, &action, &before_) != 0) {
      throw std::system_error(errno, std::generic_category(), "sigaction");
    }
  }
  ~OnSignal() { sigaction(signal_, &before_, nullptr); }
  OnSignal(const OnSignal&) = delete;
  OnSignal& operator=(const OnSignal&) = delete;

  static void only_interrupt(int /*signal*/, siginfo_t* /*info*/, void* /*context*/) {}

 private:
  const int signal_;
  struct sigaction before_{};
};

// As long as it lives, this process can open only `spare` more descriptors.
class FewDescriptors {
 public:
  explicit FewDescriptors(unsigned spare) {
    // UBSan looks at a type through a pipe of its own, once. Let it see these in time.
    for (const std::error_category* seen : {&std::generic_category(), &std::system_category()}) {
      static_cast<void>(std::system_error(EMFILE, *seen));
    }
    const int lowest_free = dup(STDIN_FILENO);
    if (lowest_free < 0 || getrlimit(RLIMIT_NOFILE, &before_) != 0) {
      throw std::system_error(errno, std::generic_category(), "dup or getrlimit");
    }
    close(lowest_free);
    rlimit few = before_;
    few.rlim_cur = static_cast<unsigned>(lowest_free) + spare;
    if (setrlimit(RLIMIT_NOFILE, &few) != 0) {
      throw std::system_error(errno, std::generic_category(), "setrlimit");
    }
  }
  ~FewDescriptors() { setrlimit(RLIMIT_NOFILE, &before_); }
  FewDescriptors(const FewDescriptors&) = delete;
  FewDescriptors& operator=(const FewDescriptors&) = delete;

 private:
  rlimit before_{};
};

}  // namespace test
}  // namespace course
