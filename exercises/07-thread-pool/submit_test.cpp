// Tests of ThreadPool::submit, by way of pool_adapter.hpp.

#include <gtest/gtest.h>

#include <atomic>
#include <deque>
#include <exception>
#include <future>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "held_task.hpp"
#include "pool_adapter.hpp"
#include "support/caller.hpp"
#include "support/gate.hpp"
#include "support/meeting.hpp"

namespace course {
namespace {

using support::Caller;
using support::Gate;
using support::Meeting;

int& the_only_one() {
  static int one = 1;
  return one;
}

struct NoSuchPage : std::runtime_error {
  NoSuchPage(const std::string& page, int n) : std::runtime_error(page), tries(n) {}
  int tries;
};

struct NoException {
  int code = 0;
};

TEST(Submit, GivesTheResultThroughTheFuture) {
  const auto pool = make_pool(2);
  EXPECT_EQ(pool->submit_number([] { return Number{42}; }).get(), 42U);
  EXPECT_EQ(&pool->submit_function(the_only_one).get(), &the_only_one())
      << "the task returned a reference, and the future holds another object";
  bool ran = false;
  pool->submit([&] { ran = true; }).get();
  EXPECT_TRUE(ran);
}

TEST(Submit, TakesAndGivesWhatCanOnlyBeMoved) {
  const auto pool = make_pool(1);
  auto parcel = std::make_unique<int>(7);
  const int* const inside = parcel.get();
  const Parcel delivered = pool->submit_parcel({std::move(parcel)}).get();
  EXPECT_EQ(delivered.get(), inside);
}

TEST(Submit, CallsACopyOnceAndLeavesTheOriginalToItsOwner) {
  Probe probe;
  const auto pool = make_pool(1);
  const ProbedTask task(probe);
  pool->submit_copy(task).get();
  EXPECT_EQ(probe.calls, 1);
  pool->submit_copy(task).get();
  EXPECT_EQ(probe.calls, 2);
  pool->shutdown();
  EXPECT_EQ(probe.alive, 1) << "tasks that exist besides the owner's, all of which have run";
}

// What the task threw; nothing if it threw nothing. Its owner keeps it until the
// pool is gone: how the library counts who holds an exception is hidden from
// ThreadSanitizer, so that a worker must not be the one who destroys it.
template <class T>
std::exception_ptr thrown_by(std::future<T> task) {
  try {
    task.get();
  } catch (...) {
    return std::current_exception();
  }
  return nullptr;
}

TEST(Submit, PassesOnWhateverATaskThrows) {
  std::exception_ptr page;
  std::exception_ptr other;
  const auto pool = make_pool(1);
  page = thrown_by(pool->submit_number([]() -> Number { throw NoSuchPage("/index", 3); }));
  other = thrown_by(pool->submit([] { throw NoException{.code = 8}; }));
  ASSERT_TRUE(page != nullptr && other != nullptr) << "a task threw, and its future does not";
  try {
    std::rethrow_exception(page);
  } catch (const NoSuchPage& error) {
    EXPECT_STREQ(error.what(), "/index");
    EXPECT_EQ(error.tries, 3);
  } catch (...) {
    ADD_FAILURE() << "the task threw a NoSuchPage, and its future throws something else";
  }
  try {
    std::rethrow_exception(other);
  } catch (const NoException& error) {
    EXPECT_EQ(error.code, 8);
  } catch (...) {
    ADD_FAILURE() << "the task threw a NoException, and its future throws something else";
  }
}

TEST(Submit, LeavesEveryWorkerAliveWhenTasksThrow) {
  std::vector<std::exception_ptr> thrown;
  Meeting meeting(2);
  const auto pool = make_pool(2);
  for (int i = 0; i < 5; ++i) {
    auto failure = pool->submit([] { throw NoException{}; });
    ASSERT_TRUE(becomes_ready(failure)) << "a task waits, and a task has thrown before it";
    thrown.push_back(thrown_by(std::move(failure)));
    ASSERT_TRUE(thrown.back() != nullptr) << "a task threw, and its future does not";
  }
  const auto one = pool->submit([&] { meeting.arrive(); });
  const auto other = pool->submit([&] { meeting.arrive(); });
  EXPECT_TRUE(becomes_ready(one) && becomes_ready(other));
  EXPECT_TRUE(meeting.took_place()) << "two workers, five failures, and no two workers are left";
}

TEST(Submit, ReturnsBeforeTheTaskHasRun) {
  std::thread::id runner;
  const auto pool = make_pool(1);
  HeldTask held(*pool);
  Caller submitter([&] { pool->submit([&] { runner = std::this_thread::get_id(); }); });
  EXPECT_TRUE(submitter.returns()) << "submit() waits for a worker";
  held.let_go();
  submitter.finish();
  pool->shutdown();
  EXPECT_NE(runner, std::thread::id()) << "the task never ran";
  EXPECT_NE(runner, std::this_thread::get_id());
}

TEST(Submit, AFutureThatIsThrownAwayNeitherWaitsNorCancels) {
  Gate let_go(kLong);
  std::atomic<int> ran = 0;
  const auto pool = make_pool(1);
  Caller careless([&] {
    pool->submit([&] {
      let_go.wait();
      ++ran;
    });
    pool->submit([&] { ++ran; });
  });
  EXPECT_TRUE(careless.returns()) << "a future waits for its task when it is thrown away";
  let_go.open();
  careless.finish();
  pool->shutdown();
  EXPECT_EQ(ran, 2) << "tasks that ran, of two whose futures were thrown away";
}

// The first task's future is gone before the second one is submitted.
TEST(Submit, DestroysATaskBeforeItsWorkerStartsTheNext) {
  Probe probe;
  std::atomic<int> alive = 0;
  const auto pool = make_pool(1);
  pool->submit_moved(ProbedTask(probe));
  pool->submit([&] { alive = probe.alive.load(); }).get();
  EXPECT_EQ(probe.calls, 1);
  EXPECT_EQ(alive, 0) << "tasks that have run, have no future any more, and still exist";
}

TEST(Submit, LetsATaskCallThePoolWhileItIsCopiedMovedAndDestroyed) {
  Probe probe;
  std::atomic<int> asked = 0;
  const auto pool = make_pool(1);
  const auto ask = [&] {
    try {
      pool->submit([] {});
      ++asked;
    } catch (const PoolClosed&) {
    }
  };
  probe.on_copy = ask;
  probe.on_move = ask;
  probe.on_call = ask;
  probe.on_destroy = ask;
  {
    const ProbedTask task(probe);
    pool->submit_copy(task);
    pool->submit_moved(ProbedTask(probe));
  }
  EXPECT_TRUE(becomes_ready(pool->submit([] {})));
  pool->shutdown();
  EXPECT_GE(asked, 6);  // two were taken over, called and destroyed
}

TEST(Submit, TakesNothingIfTheCopyThrows) {
  Probe probe;
  const auto fail = [] { throw NoSuchPage("no memory", 0); };
  probe.on_copy = fail;
  probe.on_move = fail;
  const auto pool = make_pool(1);
  const ProbedTask task(probe);
  EXPECT_THROW(pool->submit_copy(task), NoSuchPage);
  EXPECT_THROW(pool->submit_moved(ProbedTask(probe)), NoSuchPage);
  EXPECT_EQ(pool->submit_number([] { return Number{5}; }).get(), 5U);
  pool->shutdown();
  EXPECT_EQ(probe.calls, 0);
  EXPECT_EQ(probe.alive, 1) << "tasks that exist besides the owner's";
}

TEST(Submit, MayBeCalledFromInsideATask) {
  std::future<Number> inner;
  const auto pool = make_pool(1);
  auto outer = pool->submit([&] { inner = pool->submit_number([] { return Number{3}; }); });
  ASSERT_TRUE(becomes_ready(outer)) << "a task submits another one and waits for ever";
  outer.get();
  EXPECT_EQ(inner.get(), 3U);
}

TEST(Submit, MayBeCalledByManyThreads) {
  constexpr int kCallers = 4;
  constexpr int kEach = 100;
  std::atomic<int> ran = 0;
  const auto pool = make_pool(3);
  std::deque<Caller> callers;
  for (int i = 0; i < kCallers; ++i) {
    callers.emplace_back([&] {
      std::vector<std::future<Number>> results;
      for (int n = 0; n < kEach; ++n) {
        results.push_back(pool->submit_number([&ran, n] {
          ++ran;
          return static_cast<Number>(n);
        }));
      }
      for (int n = 0; n < kEach; ++n) {
        EXPECT_EQ(results[static_cast<std::size_t>(n)].get(), static_cast<Number>(n));
      }
    });
  }
  for (Caller& caller : callers) {
    caller.finish();
  }
  EXPECT_EQ(ran, kCallers * kEach);
}

}  // namespace
}  // namespace course
