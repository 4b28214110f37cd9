// Small enough to be run in hundreds of orders of their threads.

#include <gtest/gtest.h>

#include <chrono>
#include <future>
#include <latch>
#include <memory>
#include <thread>
#include <utility>
#include <vector>

#include "pool_adapter.hpp"
#include "support/last_act.hpp"
#include "support/together.hpp"

namespace course {
namespace {

using support::together;

// What a worker does as the very last thing.
thread_local support::LastAct last_act;

// Only to be asked where the task must have run: no time passes.
template <class T>
bool is_ready(const std::future<T>& future) {
  return future.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
}

TEST(Orders, TasksOfTwoThreadsMeetOnTwoWorkers) {
  const auto pool = make_pool(2);
  std::promise<Number> one;
  std::promise<Number> two;
  Number sum = 0;
  Number other_sum = 0;
  together({[&] {
              sum = pool->submit_number([&] {
                          one.set_value(1);
                          return two.get_future().get();
                        })
                        .get();
            },
            [&] {
              other_sum = pool->submit_number([&] {
                                two.set_value(2);
                                return one.get_future().get();
                              })
                              .get();
            }});
  EXPECT_EQ(sum, 2U);
  EXPECT_EQ(other_sum, 1U);
}

TEST(Orders, TheThirdTaskDoesNotWaitForTheFirst) {
  const auto pool = make_pool(2);
  std::promise<void> third_has_begun;
  std::vector<int> begun;  // by the worker that is not held up, and read at the end
  const auto first = pool->submit([&] { third_has_begun.get_future().wait(); });
  const auto second = pool->submit([&] { begun.push_back(2); });
  const auto third = pool->submit([&] {
    begun.push_back(3);
    third_has_begun.set_value();
  });
  pool->shutdown();
  EXPECT_EQ(begun, (std::vector{2, 3}));
  EXPECT_TRUE(is_ready(first) && is_ready(second) && is_ready(third));
}

TEST(Orders, WhatWasAcceptedIsRunBeforeShutdownReturns) {
  const auto pool = make_pool(1);
  int runs = 0;  // by the only worker
  int accepted = 0;
  std::vector<std::future<void>> futures;
  together({[&] {
              try {
                for (int i = 0; i < 2; ++i) {
                  futures.push_back(pool->submit([&] { ++runs; }));
                  ++accepted;
                }
              } catch (const PoolClosed&) {
              }
            },
            [&] { pool->shutdown(); }});
  for (const auto& future : futures) {
    EXPECT_TRUE(is_ready(future)) << "a task that was accepted and has not run";
  }
  EXPECT_EQ(runs, accepted);
  EXPECT_THROW(pool->submit([] {}), PoolClosed);
}

TEST(Orders, AllWhoShutDownWaitForTheWorkers) {
  const auto pool = make_pool(2);
  bool ended = false;
  const auto task = pool->submit([&] { last_act.set([&] { ended = true; }); });
  std::latch all_here(3);
  const auto shut_down = [&] {
    all_here.arrive_and_wait();
    pool->shutdown();
    const bool in_time = ended;
    EXPECT_TRUE(in_time) << "a worker was still running when shutdown() returned";
    if (!in_time) {
      std::this_thread::sleep_for(std::chrono::seconds(1));  // `ended` outlives who is late
    }
  };
  together({shut_down, shut_down, shut_down});
}

TEST(Orders, TheDestructorRunsWhatIsQueued) {
  std::future<Number> fails;
  std::future<Number> outer;
  std::future<Number> inner;
  {
    const auto pool = make_pool(1);
    fails = pool->submit_number([]() -> Number { throw 7; });
    outer = pool->submit_number([&, pool = pool.get()]() -> Number {
      try {
        inner = pool->submit_number([] { return Number{2}; });
        return 1;
      } catch (const PoolClosed&) {
        return 0;
      }
    });
  }
  ASSERT_TRUE(is_ready(fails) && is_ready(outer));
  EXPECT_THROW(fails.get(), int);
  if (outer.get() == 1) {
    ASSERT_TRUE(is_ready(inner)) << "accepted from inside a task, and not run";
    EXPECT_EQ(inner.get(), 2U);
  }
}

}  // namespace
}  // namespace course
