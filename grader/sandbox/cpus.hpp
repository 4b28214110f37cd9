// How many CPUs this process really gets: what affinity allows, cut down by
// the control group's quota (versions 1 and 2).

#pragma once

#include <filesystem>
#include <optional>

namespace sandbox {

// At least 1.
unsigned available_cpus();

// The quota in CPUs that the control group files below `root` (normally
// /sys/fs/cgroup) and the process's own group list; nothing if there is none.
std::optional<double> cpu_quota(const std::filesystem::path& root,
                                const std::filesystem::path& own_groups);

}  // namespace sandbox
