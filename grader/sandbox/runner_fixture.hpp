// What the tests of the runner share: a runner without isolation, scripts to
// run, and a way to see whether anything of a run is still alive.

#pragma once

#include <fcntl.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <unistd.h>

#include <array>
#include <chrono>
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

// For what must hold with bubblewrap (the parameter is true) and without.
class RunnerBothWaysTest : public testing::TestWithParam<bool> {
 protected:
  void SetUp() override {
    if (GetParam() && !isolation_.is_full()) {
      GTEST_SKIP() << isolation_.describe();
    }
  }

  sandbox::Run run(const Command& command) const { return runner_.run(command); }

  Interrupt interrupt_;
  Isolation isolation_ =
      GetParam() ? Isolation::detect(interrupt_) : Isolation::none("not in this test");
  ProcessRunner runner_{isolation_, interrupt_};
};

inline std::string name_of_way(const testing::TestParamInfo<bool>& way) {
  return way.param ? "Full" : "Reduced";
}

// A pipe whose writing end programs inherit that are started to hold it. It
// breaks when the last of them is gone.
class LifeLine {
 public:
  LifeLine() : ends_(make_pipe()) {}

  Command held_by(Command command) {
    command.inherited = number();
    held_ = true;
    return command;
  }

  // The number of the end that programs inherit.
  int number() const { return ends_.second.get(); }

  // Waits until a program has written to it. False if none did in a time in
  // which any machine starts one.
  bool is_written_to() {
    pollfd entry{ends_.first.get(), POLLIN, 0};
    char byte = 0;
    return ::poll(&entry, 1, 60'000) == 1 && ::read(ends_.first.get(), &byte, 1) == 1;
  }

  // True as soon as no program holds the line, whatever was written to it; false
  // if one still does after a time in which any machine buries the dead, and if
  // none was ever started to hold it.
  bool breaks() {
    ends_.second.reset();
    if (!held_) {
      return false;
    }
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(10);
    pollfd entry{ends_.first.get(), POLLIN, 0};
    std::array<char, 4096> written{};
    while (std::chrono::steady_clock::now() < until && ::poll(&entry, 1, 10'000) == 1) {
      if (::read(ends_.first.get(), written.data(), written.size()) == 0) {
        return true;
      }
    }
    return false;
  }

 private:
  DescriptorPair ends_;
  bool held_ = false;
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
