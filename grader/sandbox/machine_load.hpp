// How much CPU time the machine spent between two moments, and how much of it
// was not ours.
//
// The system counts in ticks of 10 ms and rounds six sums down at either end:
// a difference is off by about a tick for each CPU that was busy, 20 ms on two
// CPUs. Over a round of 0.3 s that is 0.07 CPUs at most (measured; its standard
// deviation is 0.02). Errors of neighbouring stretches cancel.

#pragma once

#include <chrono>
#include <optional>

namespace sandbox {

// What the machine had done at one moment.
struct MachineTime {
  std::chrono::steady_clock::time_point at;
  // CPU time since boot, all CPUs together; nothing where the system does not tell.
  std::optional<std::chrono::nanoseconds> busy;
};

MachineTime machine_time();

// CPUs that other programs kept busy on average between two moments, if
// programs of ours used `ours`. 0 where the system does not tell.
double foreign_cpus(const MachineTime& before, const MachineTime& after,
                    std::chrono::nanoseconds ours);

// CPU time of this process so far.
std::chrono::nanoseconds own_cpu_time();

// The same since this object was made.
class MachineLoad {
 public:
  double foreign_cpus(std::chrono::nanoseconds ours) const {
    return sandbox::foreign_cpus(started_, machine_time(), ours);
  }

 private:
  MachineTime started_ = machine_time();
};

}  // namespace sandbox
