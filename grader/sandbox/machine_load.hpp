// How much CPU time the machine spent since this object was made, and how much
// of it was not ours.

#pragma once

#include <chrono>
#include <optional>

namespace sandbox {

class MachineLoad {
 public:
  MachineLoad();

  // CPUs that other programs kept busy on average, if programs of ours used
  // `ours`. 0 where the system does not tell.
  double foreign_cpus(std::chrono::nanoseconds ours) const;

 private:
  std::chrono::steady_clock::time_point started_;
  std::optional<double> busy_;  // seconds since boot, all CPUs together
};

}  // namespace sandbox
