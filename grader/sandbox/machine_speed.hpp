// What this machine allows right now: the speed-up of a loop that shares
// nothing and waits for nothing.

#pragma once

namespace sandbox {

struct MachineSpeed {
  double attainable = 0;    // speed-up with `workers` threads; `workers` where nothing disturbs
  double foreign_cpus = 0;  // that other programs kept busy meanwhile
};

// Takes about a second. `workers` must be at least 1.
MachineSpeed measure_speed(unsigned workers);

}  // namespace sandbox
