#include "sandbox/parallel.hpp"

#include <gtest/gtest.h>

#include <latch>
#include <stdexcept>
#include <string>

namespace sandbox {
namespace {

TEST(ForEachInParallelTest, CallsEveryJobOnce) {
  std::vector<std::atomic<int>> calls(1000);
  for_each_in_parallel(4, calls.size(), [&](std::size_t i) { ++calls[i]; });
  for (const std::atomic<int>& count : calls) {
    EXPECT_EQ(count, 1);
  }
}

TEST(ForEachInParallelTest, RunsAsManyAtOnceAsThereAreWorkers) {
  std::latch all_there(3);
  for_each_in_parallel(3, 3, [&](std::size_t) { all_there.arrive_and_wait(); });
  EXPECT_TRUE(all_there.try_wait());
}

TEST(ForEachInParallelTest, OneWorkerGoesInOrder) {
  std::vector<std::size_t> order;
  for_each_in_parallel(1, 5, [&](std::size_t i) { order.push_back(i); });
  EXPECT_EQ(order, (std::vector<std::size_t>{0, 1, 2, 3, 4}));
}

TEST(ForEachInParallelTest, MoreWorkersThanJobsAreNoHarm) {
  std::atomic<int> calls{0};
  for_each_in_parallel(64, 2, [&](std::size_t) { ++calls; });
  EXPECT_EQ(calls, 2);
}

TEST(ForEachInParallelTest, NoJobsAreNoCalls) {
  for_each_in_parallel(4, 0, [](std::size_t) { ADD_FAILURE() << "there is no job"; });
}

TEST(ForEachInParallelTest, ThrowsWhatAJobThrew) {
  try {
    for_each_in_parallel(2, 10, [](std::size_t i) {
      if (i == 3) {
        throw std::runtime_error("job 3");
      }
    });
    ADD_FAILURE() << "the exception is lost";
  } catch (const std::runtime_error& error) {
    EXPECT_EQ(std::string(error.what()), "job 3");
  }
}

TEST(ForEachInParallelTest, StartsNoFurtherJobAfterAnException) {
  std::size_t started = 0;
  const auto fail_at_three = [&](std::size_t i) {
    ++started;
    if (i == 3) {
      throw std::runtime_error("job 3");
    }
  };
  EXPECT_THROW(for_each_in_parallel(1, 10, fail_at_three), std::runtime_error);
  EXPECT_EQ(started, 4U);
}

TEST(ForEachInParallelTest, ThrowsOneOfSeveralExceptionsOnceAllJobsHaveReturned) {
  std::latch all_there(4);
  std::atomic<int> left{0};
  const auto fail_together = [&](std::size_t) {
    all_there.arrive_and_wait();
    ++left;
    throw std::runtime_error("every job");
  };
  EXPECT_THROW(for_each_in_parallel(4, 4, fail_together), std::runtime_error);
  EXPECT_EQ(left, 4);
}

}  // namespace
}  // namespace sandbox
