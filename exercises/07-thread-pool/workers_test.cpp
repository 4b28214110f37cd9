// Tests of ThreadPool's workers, by way of pool_adapter.hpp.

#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <future>
#include <mutex>
#include <numeric>
#include <set>
#include <stdexcept>
#include <system_error>
#include <thread>
#include <vector>

#include "held_task.hpp"
#include "pool_adapter.hpp"
#include "scarce_threads.hpp"
#include "sleep_gate.hpp"
#include "support/gate.hpp"
#include "support/leftovers.hpp"
#include "support/meeting.hpp"
#include "support/peak_counter.hpp"
#include "support/process_state.hpp"

namespace course {
namespace {

using support::Gate;
using support::Meeting;
using support::PeakCounter;
using support::take_stock;

// How long a task waits for one that must not come.
constexpr support::Patience kShort{std::chrono::milliseconds(10), 10};

TEST(Workers, AreStartedByTheConstructorAndNoOthersEver) {
  const std::size_t before = take_stock().threads;
  std::mutex mutex;
  std::set<std::thread::id> ids;
  Meeting all_busy(3);
  Gate let_go(kLong);
  const auto pool = make_pool(3);
  EXPECT_EQ(take_stock().threads - before, 3U) << "threads of a new pool of 3 workers";
  std::vector<std::future<void>> done;
  for (int i = 0; i < 3; ++i) {
    done.push_back(pool->submit([&] {
      if (all_busy.arrive()) {
        let_go.wait();
      }
    }));
  }
  for (int i = 0; i < 30; ++i) {
    done.push_back(pool->submit([&] {
      const std::lock_guard lock(mutex);
      ids.insert(std::this_thread::get_id());
    }));
  }
  EXPECT_EQ(take_stock().threads - before, 3U) << "threads of 3 workers with 33 tasks";
  let_go.open();
  for (std::future<void>& future : done) {
    future.get();
  }
  EXPECT_LE(ids.size(), 3U) << "threads that ran tasks";
  EXPECT_EQ(take_stock().threads - before, 3U) << "threads of 3 workers after 33 tasks";
}

TEST(Workers, RunAsManyTasksAtOnceAsThereAreWorkers) {
  for (const unsigned workers : {1U, 2U, 5U}) {
    Meeting meeting(workers);
    const auto pool = make_pool(workers);
    std::vector<std::future<void>> done;
    for (unsigned i = 0; i < workers; ++i) {
      done.push_back(pool->submit([&] { meeting.arrive(); }));
    }
    for (std::future<void>& future : done) {
      future.get();
    }
    ASSERT_TRUE(meeting.took_place()) << workers << " tasks never ran at once";
  }
}

TEST(Workers, NeverRunMoreTasksAtOnceThanThereAreWorkers) {
  PeakCounter under_way;
  Meeting one_too_many(4, kShort);
  const auto pool = make_pool(3);
  std::vector<std::future<void>> done;
  for (int i = 0; i < 12; ++i) {
    done.push_back(pool->submit([&] {
      const PeakCounter::Visit visit(under_way);
      one_too_many.arrive();
    }));
  }
  for (std::future<void>& future : done) {
    future.get();
  }
  EXPECT_LE(under_way.peak(), 3) << "tasks under way at once, with 3 workers";
}

TEST(Workers, StartTasksInTheOrderInWhichTheyCame) {
  std::vector<int> order;
  const auto pool = make_pool(1);
  std::vector<std::future<void>> done;
  {
    HeldTask held(*pool);
    for (int i = 0; i < 20; ++i) {
      done.push_back(pool->submit([&order, i] { order.push_back(i); }));
    }
  }
  for (std::future<void>& future : done) {
    future.get();
  }
  std::vector<int> expected(20);
  std::iota(expected.begin(), expected.end(), 0);
  EXPECT_EQ(order, expected);
}

TEST(Workers, LeaveNoTaskWaitingWhileOneOfThemIsIdle) {
  constexpr int kTasks = 10;
  for (const int slow : {0, 1, 4}) {
    Gate all_others_done;
    std::atomic<int> done = 0;
    bool waited_in_vain = false;
    const auto pool = make_pool(2);
    for (int i = 0; i < kTasks; ++i) {
      pool->submit([&, i] {
        if (i == slow) {
          waited_in_vain = !all_others_done.wait();
        } else if (++done == kTasks - 1) {
          all_others_done.open();
        }
      });
    }
    pool->shutdown();
    ASSERT_FALSE(waited_in_vain) << "while one worker was busy with task " << slow
                                 << ", the other one did not run all the rest";
  }
}

TEST(Workers, SleepWhileThereIsNothingToDo) {
  Meeting meeting(2);
  std::array<pid_t, 2> threads{};
  const auto pool = make_pool(2);
  std::vector<std::future<void>> done;
  for (pid_t& thread : threads) {
    done.push_back(pool->submit([&] {
      thread = gettid();
      meeting.arrive();
    }));
  }
  for (std::future<void>& future : done) {
    future.get();
  }
  for (const pid_t thread : threads) {
    ASSERT_TRUE(support::falls_asleep(thread))
        << "a worker without a task is not asleep: it spins, or wakes up to look";
  }
}

// The second task comes after the first has woken a worker, and before that
// worker has come to look.
TEST(Workers, WakeUpOneForEachTaskThatCame) {
  std::array<SleepGate, 2> gates{SleepGate(SleepGate::Place::kAfterWakeUp),
                                 SleepGate(SleepGate::Place::kAfterWakeUp)};
  Meeting both_work(2);
  Meeting meeting(2);
  const auto pool = make_pool(2);
  std::vector<std::future<void>> done;
  for (SleepGate& gate : gates) {
    done.push_back(pool->submit([&] {
      both_work.arrive();
      gate.stop_me();
    }));
  }
  for (std::future<void>& future : done) {
    future.get();
  }
  for (SleepGate& gate : gates) {
    if (!gate.wait_for_sleeper()) {
      break;  // workers of this pool sleep in another way
    }
  }
  const auto one = pool->submit([&] { meeting.arrive(); });
  const auto other = pool->submit([&] { meeting.arrive(); });
  for (SleepGate& gate : gates) {
    gate.open();
  }
  EXPECT_TRUE(becomes_ready(one) && becomes_ready(other));
  EXPECT_TRUE(meeting.took_place()) << "a task waits, and a worker sleeps beside it";
}

TEST(Workers, SleepAgainIfTheyWereWokenForNothing) {
  SleepGate gate(SleepGate::Place::kNoSleep);
  pid_t thread = 0;
  const auto pool = make_pool(1);
  pool->submit([&] {
        thread = gettid();
        gate.stop_me();
      })
      .get();
  if (gate.wait_for_sleeper()) {
    EXPECT_TRUE(support::falls_asleep(thread)) << "a worker that was woken for nothing works";
  }
  EXPECT_EQ(pool->submit_number([] { return Number{8}; }).get(), 8U);
}

TEST(Workers, AreAtLeastOne) {
  EXPECT_THROW(make_pool(0), std::invalid_argument);
  EXPECT_EQ(make_pool(1)->submit_number([] { return Number{1}; }).get(), 1U);
}

// What is left of them would be seen at the end of the test, and a thread that
// is waited for in vain before. Under a sanitizer the system refuses nothing.
TEST(Workers, HaveEndedIfTheSystemRefusesOneOfThem) {
  if (ScarceThreads::possible()) {
    const ScarceThreads scarce(2);
    EXPECT_THROW(make_pool(3), std::system_error);
  }
}

}  // namespace
}  // namespace course
