// What the tests of the runner share: a runner without isolation, scripts to
// run, and a way to see whether anything of a run is still alive.

#pragma once

#include <fcntl.h>
#include <gtest/gtest.h>
#include <poll.h>

#include <string>

#include "sandbox/descriptor.hpp"
#include "sandbox/interrupt.hpp"
#include "sandbox/runner.hpp"

namespace sandbox {

inline Command script(const std::string& text) {
  Command command;
  command.arguments = {"/bin/bash", "-c", text};
  command.folder = "/";
  command.limits.deadline = std::chrono::seconds(60);  // nobody waits for it
  return command;
}

class RunnerTest : public testing::Test {
 protected:
  sandbox::Run run(const Command& command) const { return runner_.run(command); }

  Interrupt interrupt_;
  ProcessRunner runner_{Isolation::none("not in this test"), interrupt_};
};

// A pipe whose writing end is inherited by every program that is started while
// it lives. It breaks when the last of them is gone.
class LifeLine {
 public:
  LifeLine() : ends_(make_pipe()) { ::fcntl(ends_.second.get(), F_SETFD, 0); }

  // True as soon as no program holds the line; false if one still does after a
  // time in which any machine buries the dead.
  bool breaks() {
    ends_.second.reset();
    pollfd entry{ends_.first.get(), POLLIN, 0};
    return ::poll(&entry, 1, 10'000) == 1 && (entry.revents & POLLHUP) != 0;
  }

 private:
  DescriptorPair ends_;
};

inline int exit_code(const Run& run) {
  const Exited* exited = std::get_if<Exited>(&run.end);
  return exited == nullptr ? -1 : exited->code;
}

inline int signal_of(const Run& run) {
  const Signalled* signalled = std::get_if<Signalled>(&run.end);
  return signalled == nullptr ? -1 : signalled->signal;
}

template <class Kind>
bool ended_by(const Run& run) {
  return std::holds_alternative<Kind>(run.end);
}

}  // namespace sandbox
