#include "sandbox/jobs.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <latch>
#include <stdexcept>
#include <string>
#include <vector>

namespace sandbox {
namespace {

using enum Jobs::Kind;

TEST(JobsTest, RunsEachOnce) {
  Jobs jobs(2, 3);
  std::vector<std::atomic<int>> calls(1000);
  for (std::size_t i = 0; i < calls.size(); ++i) {
    jobs.add(i % 2 == 0 ? computes : waits, i, [&, i] { ++calls[i]; });
  }
  jobs.run();
  for (const std::atomic<int>& count : calls) {
    EXPECT_EQ(count, 1);
  }
}

TEST(JobsTest, BothKindsRunAtTheSameTime) {
  Jobs jobs(2, 3);
  std::latch all_there(5);
  for (int i = 0; i < 5; ++i) {
    jobs.add(i < 2 ? computes : waits, 0, [&] { all_there.arrive_and_wait(); });
  }
  jobs.run();
  EXPECT_TRUE(all_there.try_wait());
}

TEST(JobsTest, NoMoreOfAKindRunAtOnceThanItMay) {
  Jobs jobs(1, 2);
  std::array<std::atomic<int>, 2> now{};
  std::array<std::atomic<int>, 2> most{};
  for (std::size_t i = 0; i < 200; ++i) {
    const std::size_t kind = i % 2;
    jobs.add(kind == 0 ? computes : waits, 0, [&, kind] {
      const int count = ++now[kind];
      int seen = most[kind];
      while (count > seen && !most[kind].compare_exchange_weak(seen, count)) {
      }
      --now[kind];
    });
  }
  jobs.run();
  EXPECT_EQ(most[0], 1);
  EXPECT_LE(most[1], 2);
}

TEST(JobsTest, TheLowestRankGoesFirstThenTheOrderInWhichTheyCame) {
  Jobs jobs(1, 1);
  std::string order;
  jobs.add(computes, 2, [&] { order += "c"; });
  jobs.add(computes, 1, [&] { order += "a"; });
  jobs.add(computes, 2, [&] { order += "d"; });
  jobs.add(computes, 1, [&] { order += "b"; });
  jobs.run();
  EXPECT_EQ(order, "abcd");
}

TEST(JobsTest, RunsWhatJobsAdd) {
  Jobs jobs(1, 1);
  std::string order;
  jobs.add(computes, 0, [&] {
    order += "a";
    jobs.add(waits, 0, [&] {
      order += "b";
      jobs.add(computes, 0, [&] { order += "c"; });
    });
  });
  jobs.run();
  EXPECT_EQ(order, "abc");
}

TEST(JobsTest, MayBeRunAgain) {
  Jobs jobs(2, 2);
  jobs.run();
  int calls = 0;
  jobs.add(computes, 0, [&] { ++calls; });
  jobs.run();
  jobs.add(waits, 0, [&] { ++calls; });
  jobs.run();
  EXPECT_EQ(calls, 2);
}

TEST(JobsTest, ThrowsWhatAJobThrewAndStartsNoFurtherOne) {
  Jobs jobs(1, 1);
  int started = 0;
  for (int i = 0; i < 10; ++i) {
    jobs.add(computes, 0, [&, i] {
      ++started;
      if (i == 3) {
        throw std::runtime_error("job 3");
      }
    });
  }
  try {
    jobs.run();
    ADD_FAILURE() << "the exception is lost";
  } catch (const std::runtime_error& error) {
    EXPECT_EQ(std::string(error.what()), "job 3");
  }
  EXPECT_EQ(started, 4);
  jobs.run();
  EXPECT_EQ(started, 4) << "the others are forgotten";
}

TEST(JobsTest, ThrowsOneOfSeveralExceptionsOnceAllJobsHaveReturned) {
  Jobs jobs(2, 2);
  std::latch all_there(4);
  std::atomic<int> returned{0};
  for (int i = 0; i < 4; ++i) {
    jobs.add(i < 2 ? computes : waits, 0, [&] {
      all_there.arrive_and_wait();
      ++returned;
      throw std::runtime_error("every job");
    });
  }
  EXPECT_THROW(jobs.run(), std::runtime_error);
  EXPECT_EQ(returned, 4);
}

}  // namespace
}  // namespace sandbox
