#include "sandbox/machine_load.hpp"

#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <string>

namespace sandbox {
namespace {

// The first line of /proc/stat: "cpu user nice system idle iowait irq softirq
// steal ...", in clock ticks. Steal is time that another virtual machine took.
std::optional<double> busy_seconds() {
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
  return (user + nice + system + irq + softirq + steal) /
         static_cast<double>(::sysconf(_SC_CLK_TCK));
}

}  // namespace

MachineLoad::MachineLoad() : started_(std::chrono::steady_clock::now()), busy_(busy_seconds()) {}

double MachineLoad::foreign_cpus(std::chrono::nanoseconds ours) const {
  const std::optional<double> now = busy_seconds();
  const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - started_;
  if (!busy_ || !now || wall.count() <= 0) {
    return 0;
  }
  const double foreign = *now - *busy_ - std::chrono::duration<double>(ours).count();
  return std::max(0.0, foreign / wall.count());
}

}  // namespace sandbox
