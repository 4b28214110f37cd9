// Tests of sum_adaptive: whether it starts threads, and what they do then.
//
// No test measures a time. The costs are given, and work() tells who called it.

#include <gtest/gtest.h>
#include <sched.h>

#include <atomic>
#include <cerrno>
#include <chrono>
#include <functional>
#include <initializer_list>
#include <limits>
#include <memory>
#include <mutex>
#include <set>
#include <stdexcept>
#include <string>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include "support/gate.hpp"
#include "support/last_act.hpp"
#include "support/latency.hpp"
#include "support/leftovers.hpp"
#include "support/meeting.hpp"
#include "support/patience.hpp"
#include "support/peak_counter.hpp"
#include "while_working.hpp"
#include "worth_it.hpp"

namespace course {
namespace {

// What else happens when an item is worked on.
std::function<void(const Item&)> on_work;

std::uint64_t answer_of(const Item& item) {
  return (item.value + 1) * 0x9e3779b97f4a7c15U + item.effort;
}

}  // namespace

// The tests' own work. It takes no time worth mentioning, whatever the effort.
std::uint64_t work(const Item& item) {
  if (on_work) {
    on_work(item);
  }
  return answer_of(item);
}

WhileWorking::WhileWorking(std::function<void(const Item&)> look) { on_work = std::move(look); }

WhileWorking::~WhileWorking() { on_work = nullptr; }

namespace {

using support::Gate;
using support::Latency;
using support::Meeting;
using support::Patience;
using support::PeakCounter;
using support::take_stock;
using testing::AssertionFailure;
using testing::AssertionResult;
using testing::AssertionSuccess;
using namespace std::chrono_literals;

using Items = std::vector<Item>;
using Time = std::chrono::duration<double, std::nano>;

constexpr unsigned kMany = std::numeric_limits<unsigned>::max();
constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

// How long an item waits for what need not come.
constexpr Patience kShort{.tick = 10ms, .ticks = 50};
// And for what must not come.
constexpr Patience kBrief{.tick = 10ms, .ticks = 10};

// A step takes 1 ns.
constexpr Costs with_start(double nanoseconds) {
  return {.per_step = Time(1), .start = Time(nanoseconds)};
}

// Two items with some effort are worth threads that are free, and nothing is
// worth threads of a second.
constexpr Costs kFree = with_start(0);
constexpr Costs kDear = with_start(1e9);

// The value of an item is its index.
Items with_efforts(std::initializer_list<std::uint32_t> efforts) {
  Items items;
  for (const std::uint32_t effort : efforts) {
    items.push_back({.value = items.size(), .effort = effort});
  }
  return items;
}

Items alike(std::size_t count, std::uint32_t effort) {
  Items items;
  for (std::size_t i = 0; i < count; ++i) {
    items.push_back({.value = i, .effort = effort});
  }
  return items;
}

std::uint64_t sum_of_answers(const Items& items) {
  std::uint64_t sum = 0;
  for (const Item& item : items) {
    sum += answer_of(item);
  }
  return sum;
}

// True if the calling thread works on all items and has no other thread started.
AssertionResult stays_alone(const Items& items, unsigned workers, const Costs& costs) {
  const auto caller = std::this_thread::get_id();
  const std::size_t threads_before = take_stock().threads;
  std::size_t threads_meanwhile = 0;
  std::atomic<std::size_t> calls{0};
  std::atomic<std::size_t> calls_of_others{0};
  const WhileWorking look([&](const Item&) {
    if (calls++ == 0) {
      threads_meanwhile = take_stock().threads;
    }
    if (std::this_thread::get_id() != caller) {
      ++calls_of_others;
    }
  });
  const std::uint64_t sum = sum_adaptive(items, workers, costs);
  if (calls_of_others > 0) {
    return AssertionFailure() << calls_of_others.load() << " of " << items.size()
                              << " items were worked on by other threads";
  }
  if (threads_meanwhile > threads_before) {
    return AssertionFailure() << threads_meanwhile - threads_before
                              << " threads were started, though they do nothing";
  }
  if (sum != sum_of_answers(items)) {
    return AssertionFailure() << "the sum is wrong";
  }
  return AssertionSuccess();
}

// True if `expected` threads work at once, and no more of them ever work.
AssertionResult starts_threads(unsigned expected, const Items& items, unsigned workers,
                               const Costs& costs) {
  Meeting meeting(expected);
  std::mutex mutex;
  std::set<std::thread::id> threads;
  const WhileWorking look([&](const Item&) {
    bool first = false;
    {
      const std::lock_guard lock(mutex);
      first = threads.insert(std::this_thread::get_id()).second;
    }
    if (first) {
      meeting.arrive();
    }
  });
  const std::uint64_t sum = sum_adaptive(items, workers, costs);
  if (!meeting.took_place()) {
    return AssertionFailure() << expected << " threads were never at work at once";
  }
  if (threads.size() > expected) {
    return AssertionFailure() << threads.size() << " threads have worked, not " << expected;
  }
  if (sum != sum_of_answers(items)) {
    return AssertionFailure() << "the sum is wrong";
  }
  return AssertionSuccess();
}

// ---- Whether it starts threads ----------------------------------------------------

TEST(Decision, StaysAloneUpToTheBreakEven) {
  ASSERT_TRUE(stays_alone(with_efforts({100, 100, 100, 99}), 2, with_start(100)))
      << "not worth 2 threads: serial 399 ns, parallel 2 x 100 ns + 199.5 ns";
  ASSERT_TRUE(stays_alone(with_efforts({100, 100, 100, 100}), 2, with_start(100)))
      << "not worth 2 threads: serial 400 ns, parallel 2 x 100 ns + 200 ns";
  ASSERT_TRUE(stays_alone(alike(4, 133), 4, with_start(100)))
      << "not worth 4 threads: serial 532 ns, parallel 4 x 100 ns + 133 ns";
}

TEST(Decision, StartsThreadsJustBeyondTheBreakEven) {
  ASSERT_TRUE(starts_threads(2, with_efforts({100, 100, 100, 101}), 2, with_start(100)))
      << "worth 2 threads: serial 401 ns, parallel 2 x 100 ns + 200.5 ns";
  ASSERT_TRUE(starts_threads(4, alike(4, 134), 4, with_start(100)))
      << "worth 4 threads: serial 536 ns, parallel 4 x 100 ns + 134 ns";
}

TEST(Decision, StartsThreadsForFewItemsThatCostMuch) {
  ASSERT_TRUE(starts_threads(2, alike(2, 1'000'000), 2, with_start(20'000)))
      << "2 items are worth 2 threads: serial 2 ms, parallel 2 x 20 us + 1 ms";
  ASSERT_TRUE(starts_threads(4, alike(5, 1'000'000), 4, with_start(20'000)))
      << "5 items are worth 4 threads: serial 5 ms, parallel 4 x 20 us + 1.25 ms";
}

TEST(Decision, StaysAloneForManyItemsThatCostLittle) {
  ASSERT_TRUE(stays_alone(alike(10'000, 1), 4, with_start(20'000)))
      << "10,000 items are not worth 4 threads: serial 10 us, parallel 4 x 20 us + 2.5 us";
}

TEST(Decision, LooksAtTheLargestItem) {
  Items items = alike(100, 10);
  items[70].effort = 1'000'000;
  ASSERT_TRUE(stays_alone(items, 4, with_start(1'000)))
      << "not worth 4 threads: serial 1.00099 ms, parallel 4 x 1 us + 1 ms for one of the items";
  items = alike(11, 100'000);
  items[7].effort = 1'000'000;
  ASSERT_TRUE(starts_threads(4, items, 4, with_start(1'000)))
      << "worth 4 threads: serial 2 ms, parallel 4 x 1 us + 1 ms for one of the items";
}

TEST(Decision, AddsEffortsBeyond32Bits) {
  ASSERT_TRUE(starts_threads(2, alike(4, std::uint32_t{1} << 30U), 2, with_start(20'000)))
      << "worth 2 threads: serial 4.3 s, parallel 2 x 20 us + 2.15 s";
}

TEST(Decision, StartsFreeThreadsForTwoItemsAndNotForOne) {
  ASSERT_TRUE(starts_threads(2, with_efforts({1, 1}), 2, kFree)) << "2 items are worth 2 threads";
  ASSERT_TRUE(stays_alone(with_efforts({5}), 2, kFree)) << "nobody can help with one item";
  ASSERT_TRUE(stays_alone(with_efforts({0, 5, 0}), 2, kFree)) << "nobody can help with one item";
}

TEST(Decision, NeedsNoThreadForOneWorker) {
  ASSERT_TRUE(stays_alone(alike(100, 1'000), 1, kFree)) << "one thread is no faster than none";
  ASSERT_TRUE(stays_alone(alike(100, 1'000), 1, with_start(1))) << "one thread is slower";
}

TEST(Decision, NeedsNoThreadForWorkThatTakesNoTime) {
  constexpr Costs kNothing{.per_step = Time(0), .start = Time(0)};
  constexpr Costs kStartOnly{.per_step = Time(0), .start = Time(5)};
  ASSERT_TRUE(stays_alone(alike(100, 0), 2, kFree)) << "items without effort";
  ASSERT_TRUE(stays_alone(alike(100, 1'000), 2, kNothing)) << "steps that take no time";
  ASSERT_TRUE(stays_alone(alike(100, 1'000), 2, kStartOnly)) << "steps that take no time";
}

TEST(Decision, NeedsNoMoreWorkersThanThereAreItems) {
  ASSERT_TRUE(starts_threads(3, alike(3, 100'000), 1'000, with_start(1'000)))
      << "3 items are worth 3 of 1,000 workers: serial 300 us, parallel 3 x 1 us + 100 us";
  ASSERT_TRUE(starts_threads(3, alike(3, 100'000), kMany, with_start(1'000)))
      << "3 items are worth 3 of all workers: serial 300 us, parallel 3 x 1 us + 100 us";
}

TEST(Decision, StaysAloneIfThreadsCannotBeHad) {
  ASSERT_TRUE(stays_alone(alike(100, 1'000'000), 4, with_start(kInfinity)))
      << "nothing is worth threads that take for ever to start";
}

// ---- What the threads do ------------------------------------------------------------

TEST(SumAdaptive, IsTheSameForEveryNumberOfWorkers) {
  for (const std::size_t count : {1U, 2U, 3U, 7U, 16U, 17U, 64U, 100U}) {
    const Items items = alike(count, 1'000);
    for (unsigned workers = 1; workers <= 8; ++workers) {
      for (const Costs& costs : {kFree, kDear}) {
        ASSERT_EQ(sum_adaptive(items, workers, costs), sum_of_answers(items))
            << count << " items, " << workers << " workers, threads of " << costs.start.count()
            << " ns";
      }
    }
  }
}

TEST(SumAdaptive, WorksOnEveryItemOnce) {
  for (const std::size_t count : {2U, 5U, 33U, 1'009U}) {
    for (const Costs& costs : {kFree, kDear}) {
      std::vector<std::atomic<int>> calls(count);
      const WhileWorking look([&](const Item& item) { ++calls.at(item.value); });
      sum_adaptive(alike(count, 1'000), 4, costs);
      for (std::size_t i = 0; i < count; ++i) {
        ASSERT_EQ(calls[i], 1) << "calls of work() for item " << i << " of " << count;
      }
    }
  }
}

TEST(SumAdaptive, IsZeroWithoutItems) {
  EXPECT_EQ(sum_adaptive({}, 1, kDear), 0U);
  EXPECT_EQ(sum_adaptive({}, kMany, kFree), 0U);
}

TEST(SumAdaptive, KeepsAsManyWorkersAtWorkAsItWasGiven) {
  const unsigned more_than_cpus = std::thread::hardware_concurrency() + 3;
  ASSERT_TRUE(starts_threads(2, alike(100, 1'000), 2, kFree)) << "2 workers for 100 items";
  ASSERT_TRUE(starts_threads(more_than_cpus, alike(1'000, 1'000), more_than_cpus, kFree))
      << more_than_cpus << " workers for 1,000 items, though there are fewer CPUs";
}

// One worker is held up in item `where`, in a piece of no more than `piece`
// items. True if the others get through all other pieces meanwhile.
AssertionResult others_go_on(std::size_t count, unsigned workers, std::size_t piece,
                             std::uint64_t where) {
  const Items items = alike(count, 1'000);
  Gate all_but_a_piece_done;
  std::atomic<std::size_t> done{0};
  std::atomic<bool> waited_in_vain{false};
  const WhileWorking look([&](const Item& item) {
    if (item.value == where) {
      waited_in_vain = !all_but_a_piece_done.wait();
    } else if (++done == count - piece) {
      all_but_a_piece_done.open();
    }
  });
  const std::uint64_t sum = sum_adaptive(items, workers, kFree);
  if (waited_in_vain) {
    return AssertionFailure() << "they did not take all other pieces";
  }
  if (sum != sum_of_answers(items)) {
    return AssertionFailure() << "the sum is wrong";
  }
  return AssertionSuccess();
}

TEST(SumAdaptive, AWorkerThatIsDoneTakesTheNextPiece) {
  for (const std::uint64_t where : {0U, 31U, 63U}) {
    ASSERT_TRUE(others_go_on(64, 2, 4, where))
        << "one of 2 workers is held up in item " << where
        << " of 64: the other one must get through at least 60 of them";
  }
  for (const std::uint64_t where : {0U, 500U}) {
    ASSERT_TRUE(others_go_on(1'000, 4, 32, where))
        << "one of 4 workers is held up in item " << where
        << " of 1,000: the others must get through at least 968 of them";
  }
}

// Four workers with one item each are at work together, and nothing but
// sum_adaptive itself puts their ends in order. They end apart from each other:
// two accesses at the very same moment can escape ThreadSanitizer.
TEST(SumAdaptive, AddsUpWorkersThatEndOneAfterTheOther) {
  const Items items = alike(4, 1'000);
  Meeting meeting(4);
  const WhileWorking look([&](const Item& item) {
    meeting.arrive();
    Latency(10ms * static_cast<int>(item.value)).request();
  });
  EXPECT_EQ(sum_adaptive(items, 4, kFree), sum_of_answers(items));
  EXPECT_TRUE(meeting.took_place()) << "4 items, and not all of 4 workers were at work";
}

// Leaves the calling thread, and all that it starts, one CPU.
class OnOneCpu {
 public:
  OnOneCpu() {
    if (sched_getaffinity(0, sizeof before_, &before_) != 0) {
      throw std::system_error(errno, std::generic_category(), "sched_getaffinity");
    }
    std::size_t first = 0;
    while (!CPU_ISSET(first, &before_)) {
      ++first;
    }
    cpu_set_t one;
    CPU_ZERO(&one);
    CPU_SET(first, &one);
    if (sched_setaffinity(0, sizeof one, &one) != 0) {
      throw std::system_error(errno, std::generic_category(), "sched_setaffinity");
    }
  }
  ~OnOneCpu() { sched_setaffinity(0, sizeof before_, &before_); }
  OnOneCpu(const OnOneCpu&) = delete;
  OnOneCpu& operator=(const OnOneCpu&) = delete;

 private:
  cpu_set_t before_{};
};

TEST(SumAdaptive, DoesWhatItIsToldOnOneCpuAsWell) {
  const OnOneCpu one_cpu;
  ASSERT_TRUE(starts_threads(3, alike(100, 1'000), 3, kFree)) << "3 workers on one CPU";
  ASSERT_TRUE(stays_alone(alike(100, 1'000), 3, kDear)) << "not worth 3 threads";
}

struct WorkFailed : std::runtime_error {
  explicit WorkFailed(const Item& item)
      : std::runtime_error("item " + std::to_string(item.value)) {}
};

// What sum_adaptive throws, or "nothing".
std::string message_of_failure(const Items& items, unsigned workers, const Costs& costs) {
  try {
    sum_adaptive(items, workers, costs);
  } catch (const WorkFailed& error) {
    return error.what();
  }
  return "nothing";
}

// What a thread does as the very last thing.
thread_local support::LastAct last_act;

TEST(SumAdaptive, LetsAnExceptionOfItsOwnThreadPass) {
  const WhileWorking look([](const Item& item) {
    if (item.value >= 3) {
      throw WorkFailed(item);
    }
  });
  EXPECT_EQ(message_of_failure(alike(10, 1'000), 4, kDear), "item 3");
}

// Both workers are at work when items 1 and 2 throw. The thread that threw in
// item 2 is over before item 1 throws.
TEST(SumAdaptive, ThrowsWhatAPlainLoopWouldHaveMet) {
  Meeting both(2);
  const auto later_item_has_thrown = std::make_shared<Gate>(kShort);
  const WhileWorking look([&, later_item_has_thrown](const Item& item) {
    if (item.value < 2) {
      both.arrive();
    }
    if (item.value == 1) {
      later_item_has_thrown->wait();
      throw WorkFailed(item);
    }
    if (item.value == 2) {
      last_act.set([later_item_has_thrown] { later_item_has_thrown->open(); });
      throw WorkFailed(item);
    }
  });
  EXPECT_EQ(message_of_failure(alike(3, 1'000), 2, kFree), "item 1");
}

// All workers are at work when the first of them throws.
TEST(SumAdaptive, ThrowsIfEveryItemThrows) {
  Meeting all(4);
  const WhileWorking look([&](const Item& item) {
    all.arrive();
    throw WorkFailed(item);
  });
  EXPECT_EQ(message_of_failure(alike(100, 1'000), 4, kFree), "item 0");
}

TEST(SumAdaptive, ThrowsOnlyOnceItsThreadsHaveEnded) {
  Meeting both(2);
  PeakCounter at_work;
  Gate never(kBrief);
  const WhileWorking look([&](const Item& item) {
    const PeakCounter::Visit visit(at_work);
    both.arrive();
    if (item.value == 0) {
      throw WorkFailed(item);
    }
    never.wait();
  });
  EXPECT_EQ(message_of_failure(alike(2, 1'000), 2, kFree), "item 0");
  EXPECT_EQ(at_work.inside(), 0) << "items still being worked on";
}

TEST(SumAdaptive, PassesOnWhatIsNoStdException) {
  const WhileWorking look([](const Item& item) {
    if (item.value == 2) {
      throw 42;
    }
  });
  EXPECT_THROW(sum_adaptive(alike(4, 1'000), 2, kFree), int);
  EXPECT_THROW(sum_adaptive(alike(4, 1'000), 2, kDear), int);
}

TEST(SumAdaptive, RefusesZeroWorkers) {
  EXPECT_THROW(sum_adaptive(alike(4, 1'000), 0, kFree), std::invalid_argument);
  EXPECT_THROW(sum_adaptive({}, 0, kFree), std::invalid_argument);
}

TEST(SumAdaptive, RefusesCostsThatAreNone) {
  for (const Costs& costs : {Costs{.per_step = Time(-1), .start = Time(1)},
                             Costs{.per_step = Time(1), .start = Time(-1)},
                             Costs{.per_step = Time(kNaN), .start = Time(1)},
                             Costs{.per_step = Time(1), .start = Time(kNaN)}}) {
    for (const unsigned workers : {1U, 4U}) {
      EXPECT_THROW(sum_adaptive(alike(4, 1'000), workers, costs), std::invalid_argument);
    }
    EXPECT_THROW(sum_adaptive({}, 4, costs), std::invalid_argument);
  }
}

}  // namespace
}  // namespace course
