// The only place that starts programs: compilers, and what they made of
// students' code.
//
// A program gets a process group of its own, no standard input, a clean
// environment, and a deadline: then SIGTERM to the group, a grace, SIGKILL.
// Nothing of the group is alive when run() returns.

#pragma once

#include "sandbox/interrupt.hpp"
#include "sandbox/isolation.hpp"
#include "sandbox/run.hpp"

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
  // `interrupt` must outlive the runner.
  ProcessRunner(Isolation isolation, const Interrupt& interrupt);

  Run run(const Command& command) const override;

 private:
  Isolation isolation_;
  const Interrupt& interrupt_;
};

}  // namespace sandbox
