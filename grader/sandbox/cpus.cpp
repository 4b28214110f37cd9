#include "sandbox/cpus.hpp"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <sstream>
#include <string>
#include <thread>

#ifdef __linux__
#include <sched.h>
#endif

namespace sandbox {
namespace {

namespace fs = std::filesystem;

unsigned affinity() {
#ifdef __linux__
  cpu_set_t set;
  CPU_ZERO(&set);
  if (::sched_getaffinity(0, sizeof set, &set) == 0) {
    return static_cast<unsigned>(CPU_COUNT(&set));
  }
#endif
  return std::thread::hardware_concurrency();
}

// "max 100000" or "150000 100000".
std::optional<double> quota_v2(const fs::path& group) {
  std::ifstream file(group / "cpu.max");
  double quota = 0;
  double period = 0;
  if (!(file >> quota >> period) || quota <= 0 || period <= 0) {
    return std::nullopt;  // "max", for one
  }
  return quota / period;
}

std::optional<double> quota_v1(const fs::path& group) {
  std::ifstream quota_file(group / "cpu.cfs_quota_us");
  std::ifstream period_file(group / "cpu.cfs_period_us");
  double quota = 0;
  double period = 0;
  if (!(quota_file >> quota) || !(period_file >> period) || quota <= 0 || period <= 0) {
    return std::nullopt;
  }
  return quota / period;
}

void keep_smaller(std::optional<double>& smallest, std::optional<double> found) {
  if (found && (!smallest || *found < *smallest)) {
    smallest = found;
  }
}

}  // namespace

std::optional<double> cpu_quota(const fs::path& root, const fs::path& own_groups) {
  std::optional<double> smallest;
  std::ifstream groups(own_groups);
  // Lines read "0::/a/b" in version 2 and "4:cpu,cpuacct:/a/b" in version 1. A
  // quota further up binds as well.
  for (std::string line; std::getline(groups, line);) {
    std::istringstream fields(line);
    std::string number;
    std::string controllers;
    std::string group;
    std::getline(fields, number, ':');
    std::getline(fields, controllers, ':');
    std::getline(fields, group);
    const bool v2 = controllers.empty();
    if (!v2 && ("," + controllers + ",").find(",cpu,") == std::string::npos) {
      continue;
    }
    const fs::path top = v2 ? root : root / controllers;
    for (fs::path at = fs::path(group).relative_path();; at = at.parent_path()) {
      keep_smaller(smallest, v2 ? quota_v2(top / at) : quota_v1(top / at));
      if (at.empty()) {
        break;
      }
    }
  }
  return smallest;
}

unsigned available_cpus() {
  const unsigned allowed = std::max(1U, affinity());
  const std::optional<double> quota = cpu_quota("/sys/fs/cgroup", "/proc/self/cgroup");
  if (!quota) {
    return allowed;
  }
  // Half a CPU more is no CPU more for threads that compute.
  return std::clamp(static_cast<unsigned>(std::floor(*quota + 0.01)), 1U, allowed);
}

}  // namespace sandbox
