#include "sandbox/machine_speed.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace sandbox {
namespace {

// How much it is depends on the machine and on what else runs there; doctor's
// output is looked at by people.
TEST(MachineSpeedTest, IsANumberForAnyNumberOfWorkers) {
  for (const unsigned workers : {1U, 2U, 3U}) {
    const MachineSpeed speed = measure_speed(workers);
    EXPECT_GT(speed.attainable, 0);
    EXPECT_TRUE(std::isfinite(speed.attainable));
    EXPECT_GE(speed.foreign_cpus, 0);
  }
}

}  // namespace
}  // namespace sandbox
