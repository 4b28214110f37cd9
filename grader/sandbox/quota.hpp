// What a program may take up: memory, threads and processes, files. Looks now
// and then, and so sees too much a little late; the kernel's own limits are too
// coarse for programs under ThreadSanitizer, and none counts a folder.

#pragma once

#include <sys/types.h>

#include <chrono>
#include <optional>

#include "sandbox/control_group.hpp"
#include "sandbox/footprint.hpp"
#include "sandbox/run.hpp"

namespace sandbox {

class Quota {
 public:
  using Time = std::chrono::steady_clock::time_point;

  // `group`: what the kernel counts the program's processes in; may be null. Both
  // must outlive the quota.
  Quota(const Command& command, const ControlGroup* group) : command_(command), group_(group) {}

  // Called often; looks at the processes every 40 ms and at the files every
  // 200 ms, and seldom enough to cost no more than a tenth of a CPU. Where the
  // kernel counts the processes, asks it every time. Nothing: all is well.
  std::optional<Overran> look(pid_t process, Time now);

  // What the program left in its folders, once it is over.
  std::optional<Overran> look_at_folders() const;

 private:
  std::optional<Overran> look_at_processes(pid_t process);
  std::optional<Overran> look_at_files(const std::vector<pid_t>& processes) const;

  const Command& command_;
  const ControlGroup* group_;
  Footprint footprint_;
  Time next_processes_{};
  Time next_files_{};
};

}  // namespace sandbox
