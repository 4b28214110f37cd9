// Tests of ThreadPool::shutdown and of the destructor, by way of pool_adapter.hpp.

#include <gtest/gtest.h>

#include <atomic>
#include <functional>
#include <future>
#include <memory>
#include <system_error>
#include <utility>
#include <vector>

#include "held_task.hpp"
#include "lock_gate.hpp"
#include "pool_adapter.hpp"
#include "sleep_gate.hpp"
#include "support/caller.hpp"
#include "support/gate.hpp"
#include "support/meeting.hpp"
#include "support/step.hpp"

namespace course {
namespace {

using support::Caller;
using support::Gate;
using support::Meeting;
using support::Step;

// What shutdown() throws; no error if nothing.
std::error_code error_of_shutdown(AnyPool& pool) {
  try {
    pool.shutdown();
  } catch (const std::system_error& error) {
    return error.code();
  }
  return {};
}

// Twenty tasks wait for the only worker when `end` begins.
void expect_all_to_run_before(const std::function<void(std::unique_ptr<AnyPool>&)>& end) {
  constexpr int kTasks = 20;
  std::atomic<int> ran = 0;
  std::atomic<int> ran_at_the_end = 0;
  std::vector<std::future<Number>> results;
  auto pool = make_pool(1);
  HeldTask held(*pool);
  for (Number i = 0; i < kTasks; ++i) {
    results.push_back(pool->submit_number([&ran, i] {
      ++ran;
      return i;
    }));
  }
  Caller ender([&] {
    end(pool);
    ran_at_the_end = ran.load();
  });
  ender.blocks();  // false: it is back already
  held.let_go();
  ender.finish();
  ASSERT_EQ(ran_at_the_end, kTasks) << "tasks that had run at the end of the pool";
  for (Number i = 0; i < kTasks; ++i) {
    EXPECT_EQ(results[i].get(), i) << "a result is gone with the pool";
  }
}

TEST(Shutdown, RunsWhatWasSubmittedBefore) {
  expect_all_to_run_before([](auto& pool) { pool->shutdown(); });
}

TEST(Shutdown, IsWhatTheDestructorDoes) {
  expect_all_to_run_before([](auto& pool) { pool.reset(); });
}

// A worker that has run its last task still has to end, and that may take long.
class LateEnd {
 public:
  static void hold_up_this_thread(std::shared_ptr<LateEnd> end) {
    thread_local Holder holder;
    holder.end = std::move(end);
  }
  void let_go() { let_go_.open(); }
  bool came() const { return came_; }

 private:
  struct Holder {
    ~Holder() {
      end->let_go_.wait();
      end->came_ = true;
    }
    std::shared_ptr<LateEnd> end;
  };

  Gate let_go_{kLong};
  std::atomic<bool> came_ = false;
};

TEST(Shutdown, ReturnsOnceTheWorkersAreGone) {
  const auto end = std::make_shared<LateEnd>();
  std::atomic<bool> gone = false;
  const auto pool = make_pool(1);
  pool->submit([&] { LateEnd::hold_up_this_thread(end); }).get();
  Caller ender([&] {
    pool->shutdown();
    gone = end->came();
  });
  ender.blocks();  // false: it is back already
  end->let_go();
  ender.finish();
  EXPECT_TRUE(gone) << "shutdown() returned, and a worker was still there";
}

TEST(Shutdown, EndsAPoolThatNeverHadATask) {
  make_pool(3)->shutdown();
  make_pool(1);
}

TEST(Shutdown, RefusesTasksAsSoonAsItHasBegun) {
  Gate go_on(kLong);
  std::atomic<int> ran = 0;
  std::atomic<bool> refused = false;
  const auto count = [&] { ++ran; };
  const auto pool = make_pool(1);
  pool->submit([&] {
    go_on.wait();
    try {
      pool->submit(count);
    } catch (const PoolClosed&) {
      refused = true;
    }
  });
  Caller ender([&] { pool->shutdown(); });
  ender.blocks();
  EXPECT_THROW(pool->submit(count), PoolClosed) << "shutdown() is under way";
  go_on.open();
  ender.finish();
  EXPECT_TRUE(refused) << "a task of the pool submitted another one while shutdown() was under way";
  EXPECT_THROW(pool->submit(count), PoolClosed) << "shutdown() is over";
  EXPECT_EQ(ran, 0) << "tasks that were refused and ran";
}

// The pool was open when submit() began, and is closed once submit() gets its
// lock. In between it may have looked, but what it saw there is not true any more.
TEST(Shutdown, LosesNoTaskThatComesAtTheSameTime) {
  LockGate gate;
  std::atomic<int> ran = 0;
  std::atomic<bool> refused = false;
  const auto pool = make_pool(1);
  Caller submitter([&] {
    gate.stop_me();
    try {
      pool->submit([&] { ++ran; });
    } catch (const PoolClosed&) {
      refused = true;
    }
  });
  gate.wait_for_thread();
  pool->shutdown();
  gate.open();
  submitter.finish();
  EXPECT_EQ(ran, refused ? 0 : 1) << "submit() " << (refused ? "threw" : "took the task")
                                  << ", and this often it ran";
}

// Whoever looks whether the pool is closed before it copies the task has to look
// again afterwards.
TEST(Shutdown, RefusesATaskThatIsBeingCopied) {
  Probe probe;
  const auto pool = make_pool(1);
  probe.on_copy = [&] { pool->shutdown(); };
  {
    const ProbedTask task(probe);
    EXPECT_THROW(pool->submit_copy(task), PoolClosed);
  }
  EXPECT_EQ(probe.calls, 0);
  EXPECT_EQ(probe.alive, 0) << "tasks that were refused and still exist";
}

TEST(Shutdown, MayBeCalledAgain) {
  const auto pool = make_pool(2);
  EXPECT_EQ(pool->submit_number([] { return Number{4}; }).get(), 4U);
  pool->shutdown();
  pool->shutdown();
}  // and the destructor comes third

TEST(Shutdown, ReturnsToNoneOfSeveralCallersTooEarly) {
  Gate let_go(kLong);
  std::atomic<bool> done = false;
  const auto pool = make_pool(2);
  pool->submit([&] {
    let_go.wait();
    done = true;
  });
  const auto end = [&] {
    pool->shutdown();
    EXPECT_TRUE(done) << "shutdown() returned while a task was under way";
  };
  Caller first(end, kBrisk);
  first.blocks();
  Caller second(end, kBrisk);
  second.blocks();  // false: it is back already
  let_go.open();
  first.finish();
  second.finish();
}

TEST(Shutdown, IsRefusedToATaskOfThePoolAndChangesNothing) {
  std::error_code error;
  Meeting meeting(2);
  const auto pool = make_pool(2);
  pool->submit([&] { error = error_of_shutdown(*pool); }).get();
  EXPECT_TRUE(error == std::errc::resource_deadlock_would_occur) << error.message();
  const auto one = pool->submit([&] { meeting.arrive(); });
  const auto other = pool->submit([&] { meeting.arrive(); });
  EXPECT_TRUE(becomes_ready(one) && becomes_ready(other));
  EXPECT_TRUE(meeting.took_place()) << "two workers, and no two are left";
}

TEST(Shutdown, IsRefusedToATaskWhileAnotherThreadWaitsInIt) {
  Gate go_on(kLong);
  std::error_code error;
  const auto pool = make_pool(1);
  const auto task = pool->submit([&] {
    go_on.wait();
    error = error_of_shutdown(*pool);
  });
  Caller ender([&] { pool->shutdown(); }, kBrisk);
  ender.blocks();
  go_on.open();
  ender.finish();
  EXPECT_TRUE(error == std::errc::resource_deadlock_would_occur) << error.message();
}

TEST(Shutdown, MayBeCalledByATaskOfAnotherPool) {
  const auto pool = make_pool(1);
  const auto other = make_pool(1);
  other->submit([&] { pool->shutdown(); }).get();
  EXPECT_THROW(pool->submit([] {}), PoolClosed);
  EXPECT_EQ(other->submit_number([] { return Number{6}; }).get(), 6U);
}

// The worker has found nothing to do and holds its lock; it is about to sleep.
TEST(Shutdown, IsNotLostBetweenAWorkersLookAndItsSleep) {
  SleepGate gate(SleepGate::Place::kBeforeSleep);
  const auto pool = make_pool(1);
  pool->submit([&] { gate.stop_me(); }).get();
  gate.wait_for_sleeper();
  Caller ender([&] { pool->shutdown(); }, kBrisk);
  ender.blocks();
  gate.open();
  EXPECT_TRUE(ender.returns())
      << "shutdown() came after a worker had looked and before it slept: nobody woke it";
  gate.wake();
  ender.finish();
}

// One thread acts and another one acts after it, in time; only the pool's own
// locks stand between the two.
TEST(Shutdown, NeedsNoHelpFromItsCallersNorDoesSubmit) {
  using Action = std::function<void(AnyPool&)>;
  const Action submit = [](AnyPool& pool) { pool.submit([] {}); };
  const Action fail = [](AnyPool& pool) { EXPECT_THROW(pool.submit([] {}), PoolClosed); };
  const Action end = [](AnyPool& pool) { pool.shutdown(); };
  for (const auto& [first, second] : {std::pair(submit, submit), std::pair(submit, end),
                                      std::pair(end, fail), std::pair(end, end)}) {
    Step first_done;  // orders in time and does not synchronise
    Step second_done;
    const auto pool = make_pool(1);
    Caller other([&, &act = first] {
      act(*pool);
      first_done.take();
      EXPECT_TRUE(second_done.wait());  // still alive: nothing has been joined yet
    });
    EXPECT_TRUE(first_done.wait());
    second(*pool);
    second_done.take();
    other.finish();
  }
}

}  // namespace
}  // namespace course
