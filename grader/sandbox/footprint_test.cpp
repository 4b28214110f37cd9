#include "sandbox/footprint.hpp"

#include <gtest/gtest.h>
#include <sys/mman.h>

#include <cstring>
#include <latch>
#include <thread>

#include "sandbox/background.hpp"

namespace sandbox {
namespace {

constexpr std::size_t kAny = 100'000;
constexpr std::size_t kMiB = std::size_t{1} << 20U;

// Looks until there are `threads` of them.
Footprint wait_for(pid_t process, std::size_t threads) {
  Footprint footprint;
  while (footprint.threads != threads) {
    footprint = footprint_of(process, kAny);
  }
  return footprint;
}

TEST(FootprintTest, CountsProcessesAndTheirDescendants) {
  const Background family("(sleep 1000 & sleep 1000 & wait) & wait");
  const Footprint footprint = wait_for(family.pid(), 4);
  ASSERT_EQ(footprint.processes.size(), 4U);
  EXPECT_EQ(footprint.processes.front(), family.pid());
}

TEST(FootprintTest, CountsAProcessThatNobodyReaped) {
  const Background parent("sleep 0 & exec sleep 1000");
  EXPECT_EQ(wait_for(parent.pid(), 2).processes.size(), 2U);
}

TEST(FootprintTest, CountsThreads) {
  std::thread([] {}).join();  // the first thread makes ThreadSanitizer start its own
  const std::size_t before = footprint_of(::getpid(), kAny).threads;
  std::latch started(20);
  std::latch end(1);
  std::vector<std::jthread> threads;
  for (int i = 0; i < 20; ++i) {
    threads.emplace_back([&] {
      started.count_down();
      end.wait();
    });
  }
  started.wait();
  EXPECT_EQ(footprint_of(::getpid(), kAny).threads, before + 20);
  end.count_down();
}

// Private memory, shared memory, and of a file's: the difference that 64 MiB
// of it make, once they are touched.
std::size_t cost_of(int flags) {
  const std::size_t before = footprint_of(::getpid(), kAny).memory_bytes;
  void* const memory =
      ::mmap(nullptr, 64 * kMiB, PROT_READ | PROT_WRITE, flags | MAP_ANONYMOUS, -1, 0);
  const std::size_t reserved = footprint_of(::getpid(), kAny).memory_bytes;
  EXPECT_LT(reserved, before + 8 * kMiB) << "untouched memory costs nothing";
  std::memset(memory, 1, 64 * kMiB);
  const std::size_t touched = footprint_of(::getpid(), kAny).memory_bytes;
  ::munmap(memory, 64 * kMiB);
  return touched - reserved;
}

TEST(FootprintTest, CountsMemoryThatIsTouchedPrivateOrShared) {
  EXPECT_GT(cost_of(MAP_PRIVATE), 56 * kMiB);
  EXPECT_GT(cost_of(MAP_SHARED), 56 * kMiB);
}

TEST(FootprintTest, CountsTheMemoryOfDescendants) {
  const Background parent("dd if=/dev/zero of=/dev/null bs=64M & wait");
  while (footprint_of(parent.pid(), kAny).memory_bytes < 60 * kMiB) {
  }
}

TEST(FootprintTest, StopsCountingAtTheLimit) {
  const Background family("for i in {1..30}; do sleep 1000 & done; wait");
  wait_for(family.pid(), 31);
  const Footprint footprint = footprint_of(family.pid(), 10);
  EXPECT_EQ(footprint.threads, 11U);
  EXPECT_EQ(footprint.processes.size(), 11U);
}

TEST(FootprintTest, AProcessThatIsGoneTakesNothing) {
  Background gone("exec sleep 1000");
  gone.end();
  EXPECT_EQ(footprint_of(gone.pid(), kAny).threads, 0U);
  EXPECT_TRUE(footprint_of(gone.pid(), kAny).processes.empty());
}

}  // namespace
}  // namespace sandbox
