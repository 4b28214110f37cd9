#include "sandbox/cpus.hpp"

#include <gtest/gtest.h>
#include <sched.h>

#include "sandbox/scratch_tree.hpp"

namespace sandbox {
namespace {

// The control group files of a machine, and the groups that a process is in.
class CpuQuotaTest : public testing::Test {
 protected:
  void groups(const std::string& lines) { tree_.add("cgroup", lines); }
  void file(const std::string& name, const std::string& content) {
    tree_.add("fs/" + name, content + "\n");
  }
  std::optional<double> quota() const {
    return cpu_quota(tree_.path() / "fs", tree_.path() / "cgroup");
  }

  ScratchTree tree_;
};

TEST_F(CpuQuotaTest, IsNoneWithoutControlGroups) {
  EXPECT_EQ(quota(), std::nullopt);
  groups("0::/\n");
  EXPECT_EQ(quota(), std::nullopt);
}

TEST_F(CpuQuotaTest, ReadsVersionTwo) {
  groups("0::/user/job\n");
  file("user/job/cpu.max", "150000 100000");
  EXPECT_EQ(quota(), 1.5);
}

TEST_F(CpuQuotaTest, MaxIsNoQuota) {
  groups("0::/job\n");
  file("job/cpu.max", "max 100000");
  EXPECT_EQ(quota(), std::nullopt);
}

TEST_F(CpuQuotaTest, AGroupFurtherUpBindsAsWell) {
  groups("0::/user/job\n");
  file("user/job/cpu.max", "400000 100000");
  file("user/cpu.max", "200000 100000");
  EXPECT_EQ(quota(), 2.0);
}

// A container sees its own group as the root of the tree.
TEST_F(CpuQuotaTest, TheRootOfTheTreeBindsAsWell) {
  groups("0::/docker/4f1c\n");
  file("cpu.max", "300000 100000");
  EXPECT_EQ(quota(), 3.0);
}

TEST_F(CpuQuotaTest, ReadsVersionOne) {
  groups("9:memory:/job\n4:cpu,cpuacct:/job\n");
  file("cpu,cpuacct/job/cpu.cfs_quota_us", "250000");
  file("cpu,cpuacct/job/cpu.cfs_period_us", "100000");
  EXPECT_EQ(quota(), 2.5);
}

TEST_F(CpuQuotaTest, MinusOneIsNoQuotaInVersionOne) {
  groups("1:cpu:/\n");
  file("cpu/cpu.cfs_quota_us", "-1");
  file("cpu/cpu.cfs_period_us", "100000");
  EXPECT_EQ(quota(), std::nullopt);
}

TEST_F(CpuQuotaTest, OtherControllersOfVersionOneDoNotCount) {
  groups("4:cpuset:/job\n2:cpuacct:/job\n1:name=systemd:/job\n");
  for (const std::string controller : {"cpuset", "cpuacct", "name=systemd"}) {
    file(controller + "/job/cpu.cfs_quota_us", "100000");
    file(controller + "/job/cpu.cfs_period_us", "100000");
  }
  EXPECT_EQ(quota(), std::nullopt);
}

TEST_F(CpuQuotaTest, TheSmallestOfBothVersionsCounts) {
  groups("1:cpu:/job\n0::/job\n");
  file("cpu/job/cpu.cfs_quota_us", "400000");
  file("cpu/job/cpu.cfs_period_us", "100000");
  file("job/cpu.max", "100000 100000");
  EXPECT_EQ(quota(), 1.0);
}

TEST_F(CpuQuotaTest, AGroupsNameMayHoldAColon) {
  groups("0::/a:b\n");
  file("a:b/cpu.max", "100000 100000");
  EXPECT_EQ(quota(), 1.0);
}

TEST_F(CpuQuotaTest, BrokenFilesAreNoQuota) {
  groups("nonsense\n\n0::/user/job\n");
  file("user/job/cpu.max", "100000 0");
  file("user/cpu.max", "many 100000");
  file("cpu.max", "");
  EXPECT_EQ(quota(), std::nullopt);
}

TEST(AvailableCpusTest, AreAtLeastOneAndNoMoreThanTheAffinityAllows) {
  cpu_set_t all;
  ASSERT_EQ(::sched_getaffinity(0, sizeof all, &all), 0);
  EXPECT_GE(available_cpus(), 1U);
  EXPECT_LE(available_cpus(), static_cast<unsigned>(CPU_COUNT(&all)));
  int first = 0;
  while (!CPU_ISSET(first, &all)) {
    ++first;
  }
  cpu_set_t one;
  CPU_ZERO(&one);
  CPU_SET(first, &one);
  ASSERT_EQ(::sched_setaffinity(0, sizeof one, &one), 0);
  EXPECT_EQ(available_cpus(), 1U);
  ::sched_setaffinity(0, sizeof all, &all);
}

}  // namespace
}  // namespace sandbox
