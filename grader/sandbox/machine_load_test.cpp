#include "sandbox/machine_load.hpp"

#include <gtest/gtest.h>

#include <ctime>

namespace sandbox {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::nanoseconds;

nanoseconds own_cpu_time() {
  timespec now{};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return std::chrono::seconds(now.tv_sec) + nanoseconds(now.tv_nsec);
}

TEST(MachineLoadTest, IsNeverNegative) {
  const MachineLoad load;
  EXPECT_EQ(load.foreign_cpus(hours(1)), 0);
}

// What others do meanwhile only adds to what is seen here.
TEST(MachineLoadTest, CpuTimeThatIsNotOursIsForeign) {
  const auto started = std::chrono::steady_clock::now();
  const MachineLoad load;
  const nanoseconds before = own_cpu_time();
  while (own_cpu_time() - before < milliseconds(400)) {
  }
  const nanoseconds used = own_cpu_time() - before;
  const double all = load.foreign_cpus(nanoseconds(0));
  const double foreign = load.foreign_cpus(used);
  const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - started;
  if (all == 0) {
    GTEST_SKIP() << "this system does not tell how busy it is";
  }
  const double ours = std::chrono::duration<double>(used) / wall;
  EXPECT_GE(all, 0.5 * ours);
  EXPECT_LT(foreign, all - 0.5 * ours);
}

}  // namespace
}  // namespace sandbox
