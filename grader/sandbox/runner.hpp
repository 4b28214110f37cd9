// The only place that starts programs: compilers, and what they made of
// students' code.
//
// A program gets a process group of its own, no standard input, a clean
// environment, and a deadline: then SIGTERM to the group, a grace, SIGKILL.
// Nothing of the group is alive when run() returns, nor of what left it (without
// bubblewrap as far as strays.hpp finds it). That holds if the grader dies too.

#pragma once

#include <memory>

#include "sandbox/control_group.hpp"
#include "sandbox/interrupt.hpp"
#include "sandbox/isolation.hpp"
#include "sandbox/run.hpp"
#include "sandbox/strays.hpp"

namespace sandbox {

// An interface, so that judges can be tested without processes.
class Runner {
 public:
  virtual ~Runner() = default;

  // Thread-safe. Throws Interrupted when the user interrupts, and
  // std::system_error when the program cannot be started.
  virtual Run run(const Command& command) const = 0;
};

class ProcessRunner : public Runner {
 public:
  // `interrupt` must outlive the runner. Without full isolation it forks a guard:
  // make it before there are threads.
  ProcessRunner(Isolation isolation, const Interrupt& interrupt);
  ~ProcessRunner() override;

  Run run(const Command& command) const override;

 private:
  Isolation isolation_;
  const Interrupt& interrupt_;
  std::unique_ptr<ControlGroups> groups_;
  std::unique_ptr<Strays> strays_;  // null where bubblewrap lets none be
};

}  // namespace sandbox
