#include "sandbox/machine_load.hpp"

#include <gtest/gtest.h>

namespace sandbox {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::nanoseconds;

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

MachineTime moment(milliseconds at, std::optional<nanoseconds> busy) {
  return {std::chrono::steady_clock::time_point(at), busy};
}

TEST(ForeignCpusTest, AreWhatTheMachineSpentBeyondOurs) {
  const MachineTime before = moment(milliseconds(1000), milliseconds(70'000));
  const MachineTime after = moment(milliseconds(1400), milliseconds(70'700));
  EXPECT_DOUBLE_EQ(foreign_cpus(before, after, milliseconds(300)), 1);
  EXPECT_DOUBLE_EQ(foreign_cpus(before, after, milliseconds(700)), 0);
}

// Ticks are counted late, so that ours may seem to be more than the machine's.
TEST(ForeignCpusTest, AreNeverNegative) {
  const MachineTime before = moment(milliseconds(0), milliseconds(0));
  EXPECT_EQ(foreign_cpus(before, moment(milliseconds(300), milliseconds(290)), milliseconds(300)),
            0);
}

TEST(ForeignCpusTest, AreNoneWhereNoTimePassedOrTheSystemDoesNotTell) {
  const MachineTime start = moment(milliseconds(0), milliseconds(0));
  EXPECT_EQ(foreign_cpus(start, moment(milliseconds(0), milliseconds(10)), nanoseconds(0)), 0);
  EXPECT_EQ(foreign_cpus(start, moment(milliseconds(10), std::nullopt), nanoseconds(0)), 0);
  EXPECT_EQ(foreign_cpus(moment(milliseconds(0), std::nullopt),
                         moment(milliseconds(10), milliseconds(10)), nanoseconds(0)),
            0);
}

}  // namespace
}  // namespace sandbox
