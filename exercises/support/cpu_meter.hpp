// Wall time and the CPU time of the whole process since the meter was made.
//
// Thread-safe to read. CPU time counts every thread of this process, and
// nothing of its children.

#pragma once

#include <chrono>
#include <ctime>
#include <system_error>

namespace course::support {

class CpuMeter {
 public:
  std::chrono::nanoseconds wall() const { return std::chrono::steady_clock::now() - wall_start_; }
  std::chrono::nanoseconds cpu() const { return cpu_now() - cpu_start_; }

 private:
  static std::chrono::nanoseconds cpu_now() {
    timespec now{};
    if (clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now) != 0) {
      throw std::system_error(errno, std::generic_category(), "clock_gettime");
    }
    return std::chrono::seconds(now.tv_sec) + std::chrono::nanoseconds(now.tv_nsec);
  }

  std::chrono::steady_clock::time_point wall_start_ = std::chrono::steady_clock::now();
  std::chrono::nanoseconds cpu_start_ = cpu_now();
};

}  // namespace course::support
