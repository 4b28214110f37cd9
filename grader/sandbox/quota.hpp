// What a program may take up: memory, threads and processes, files. Looks now
// and then, and so sees too much a little late; the kernel's own limits are too
// coarse for programs under ThreadSanitizer, and none counts a folder.

#pragma once

#include <sys/types.h>

#include <chrono>
#include <optional>

#include "sandbox/footprint.hpp"
#include "sandbox/run.hpp"

namespace sandbox {

class Quota {
 public:
  using Time = std::chrono::steady_clock::time_point;

  // `command` must outlive the quota.
  explicit Quota(const Command& command) : command_(command) {}

  // Called often; looks at the processes every 40 ms and at the files every
  // 200 ms, and seldom enough to cost no more than a tenth of a CPU. Nothing:
  // all is well.
  std::optional<Overran> look(pid_t process, Time now);

  // What the program left in its folders, once it is over.
  std::optional<Overran> look_at_folders() const;

 private:
  std::optional<Overran> look_at_processes(pid_t process);
  std::optional<Overran> look_at_files(const std::vector<pid_t>& processes) const;

  const Command& command_;
  Footprint footprint_;
  Time next_processes_{};
  Time next_files_{};
};

}  // namespace sandbox
