// What a program may take up: memory, threads and processes, files. Looks now
// and then, and so sees too much a little late; the kernel's own limits are too
// coarse for programs under ThreadSanitizer.

#pragma once

#include <sys/types.h>

#include <chrono>
#include <optional>

#include "sandbox/run.hpp"

namespace sandbox {

class Quota {
 public:
  using Time = std::chrono::steady_clock::time_point;

  // `command` must outlive the quota.
  explicit Quota(const Command& command) : command_(command) {}

  // Called often; looks at the processes every 40 ms and seldom enough to cost
  // no more than a twentieth of a CPU. Nothing: all is well.
  std::optional<Overran> look(pid_t process, Time now);

 private:
  const Command& command_;
  Time next_processes_{};
};

}  // namespace sandbox
