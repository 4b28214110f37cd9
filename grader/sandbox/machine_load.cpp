#include "sandbox/machine_load.hpp"

#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <string>

namespace sandbox {
namespace {

// The first line of /proc/stat: "cpu user nice system idle iowait irq softirq
// steal ...", in clock ticks. Steal is time that another virtual machine took.
std::optional<std::chrono::nanoseconds> busy_time() {
  std::ifstream stat("/proc/stat");
  std::string label;
  double user = 0;
  double nice = 0;
  double system = 0;
  double idle = 0;
  double waiting = 0;
  double irq = 0;
  double softirq = 0;
  double steal = 0;
  if (!(stat >> label >> user >> nice >> system >> idle >> waiting >> irq >> softirq >> steal)) {
    return std::nullopt;
  }
  const std::chrono::duration<double> busy{(user + nice + system + irq + softirq + steal) /
                                           static_cast<double>(::sysconf(_SC_CLK_TCK))};
  return std::chrono::round<std::chrono::nanoseconds>(busy);
}

}  // namespace

MachineTime machine_time() { return {std::chrono::steady_clock::now(), busy_time()}; }

double foreign_cpus(const MachineTime& before, const MachineTime& after,
                    std::chrono::nanoseconds ours) {
  const std::chrono::duration<double> wall = after.at - before.at;
  if (!before.busy || !after.busy || wall.count() <= 0) {
    return 0;
  }
  const std::chrono::duration<double> foreign = *after.busy - *before.busy - ours;
  return std::max(0.0, foreign / wall);
}

std::chrono::nanoseconds own_cpu_time() {
  timespec time{};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

}  // namespace sandbox
