// Tests of map(), by way of executors_adapter.hpp: its results, its chunks, its
// deadline. Past 400 lines, because the three are arguments of one function.

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <functional>
#include <limits>
#include <mutex>
#include <numeric>
#include <set>
#include <stdexcept>
#include <thread>
#include <vector>

#include "executors_adapter.hpp"
#include "refusals.hpp"
#include "support/caller.hpp"
#include "support/gate.hpp"
#include "support/latency.hpp"
#include "support/meeting.hpp"
#include "support/patience.hpp"
#include "support/peak_counter.hpp"
#include "support/step.hpp"

namespace course {
namespace {

using std::chrono::milliseconds;
using support::Caller;
using support::Gate;
using support::Latency;
using support::Meeting;
using support::Patience;
using support::PeakCounter;
using support::Step;
using namespace std::chrono_literals;

constexpr std::size_t kHuge = std::numeric_limits<std::size_t>::max();

// 0, 1, ..., count - 1.
std::vector<int> numbers(int count) {
  std::vector<int> all(static_cast<std::size_t>(count));
  std::iota(all.begin(), all.end(), 0);
  return all;
}

int ten_times(int item) { return 10 * item; }

std::vector<int> ten_times_all(std::vector<int> items) {
  for (int& item : items) {
    item = ten_times(item);
  }
  return items;
}

TEST(Map, ReturnsResultsInTheOrderOfItems) {
  Gate others_ended;
  std::atomic<int> ended{0};
  std::atomic<bool> in_vain{false};
  ThreadPool pool(2);
  const auto results = map_ints(
      pool,
      [&](int item) {
        if (item == 0) {
          in_vain = !others_ended.wait();
        } else if (++ended == 3) {
          others_ended.open();
        }
        return ten_times(item);
      },
      numbers(4));
  EXPECT_FALSE(in_vain.load()) << "while item 0 kept one thread, the other one did not do the rest";
  EXPECT_EQ(results, ten_times_all(numbers(4)));
}

TEST(Map, CallsAtOnceAndOnThePoolsThreadsOnly) {
  Meeting all(3);
  std::mutex mutex;
  std::set<std::thread::id> threads;
  ThreadPool pool(3);
  map_ints(
      pool,
      [&](int item) {
        all.arrive();
        const std::lock_guard lock(mutex);
        threads.insert(std::this_thread::get_id());
        return item;
      },
      numbers(6));
  EXPECT_TRUE(all.took_place()) << "three threads, and never three calls at the same time";
  EXPECT_EQ(threads.size(), 3U) << "threads, with 3 in the pool";
  EXPECT_FALSE(threads.contains(std::this_thread::get_id())) << "the caller's thread called f";
}

TEST(Map, CallsForEveryItemOnce) {
  constexpr int kItems = 500;
  std::vector<std::atomic<int>> calls(kItems);
  ThreadPool pool(4);
  const auto results = map_ints(
      pool,
      [&](int item) {
        ++calls[static_cast<std::size_t>(item)];
        return ten_times(item);
      },
      numbers(kItems), 7);
  EXPECT_EQ(results, ten_times_all(numbers(kItems)));
  for (std::size_t item = 0; item < kItems; ++item) {
    ASSERT_EQ(calls[item].load(), 1) << "calls for item " << item;
  }
}

TEST(Map, BringsResultsThatCanOnlyBeMoved) {
  ThreadPool pool(2);
  const auto parcels = map_to_parcels(pool, [](int item) { return Parcel(item); }, numbers(5), 2);
  ASSERT_EQ(parcels.size(), 5U);
  for (int item = 0; item < 5; ++item) {
    EXPECT_EQ(parcels[static_cast<std::size_t>(item)].content(), item);
  }
}

// Two calls end on different threads, one after the other in time, and nothing
// but map() itself orders what follows. The third ends apart from both.
TEST(Map, BringsBoolsFromSeveralThreads) {
  Meeting together(2);
  Step first_has_ended;
  ThreadPool pool(2);
  const auto answers = map_to_bools(
      pool,
      [&](int item) {
        if (item == 2) {  // on the thread that is through with item 0
          first_has_ended.take();
          Latency(20ms).request();
          return true;
        }
        together.arrive();
        if (item == 1) {
          EXPECT_TRUE(first_has_ended.wait());
        }
        return item == 0;
      },
      numbers(3));
  EXPECT_EQ(answers, (std::vector<bool>{true, false, true}));
}

TEST(Map, SleepsWhileItWaits) {
  for (const Deadline deadline : {kNever, Deadline::clock::now() + 1h}) {
    Gate gate;
    ThreadPool pool(1);
    Caller caller([&] {
      map_ints(
          pool,
          [&](int item) {
            gate.wait();
            return item;
          },
          numbers(2), 1, deadline);
    });
    EXPECT_TRUE(caller.blocks()) << "map() is not asleep: it returned, spins or wakes up to look";
    gate.open();
    caller.finish();
  }
}

TEST(Map, HasNothingToDoWithoutItems) {
  ThreadPool pool(2);
  EXPECT_TRUE(map_ints(pool, ten_times, {}).empty());
  EXPECT_TRUE(map_ints(pool, ten_times, {}, 5).empty());
  EXPECT_TRUE(map_to_bools(pool, [](int) { return true; }, {}).empty());
  EXPECT_EQ(pool.submitted(), 0U) << "tasks for no items";
}

TEST(Map, RethrowsTheExceptionOfTheLowestIndex) {
  const Refusals refusals(4);
  Gate third_has_thrown;
  ThreadPool pool(2);
  const int refused = refused_by([&] {
    map_ints(
        pool,
        [&](int item) {
          if (item == 1) {
            third_has_thrown.wait();
            refusals.refuse(item);
          }
          if (item == 3) {
            third_has_thrown.open();
            refusals.refuse(item);
          }
          return item;
        },
        numbers(4));
  });
  EXPECT_EQ(refused, 1) << "items 1 and 3 threw, 3 earlier than 1";
}

TEST(Map, RethrowsOnlyOnceEveryCallHasEnded) {
  const Refusals refusals(3);
  PeakCounter under_way;
  Gate never(Patience{.tick = 10ms, .ticks = 10});
  ThreadPool pool(2);
  const int refused = refused_by([&] {
    map_ints(
        pool,
        [&](int item) {
          const PeakCounter::Visit visit(under_way);
          if (item == 0) {
            refusals.refuse(item);
          }
          never.wait();
          return item;
        },
        numbers(3));
  });
  EXPECT_EQ(refused, 0);
  EXPECT_EQ(under_way.inside(), 0) << "calls still under way";
  EXPECT_EQ(under_way.visits(), 3) << "calls";
}

TEST(Chunks, MakeOneTaskEach) {
  struct Case {
    int items;
    std::size_t chunk;
    std::size_t tasks;
  };
  ThreadPool pool(2);
  for (const auto& [items, chunk, tasks] :
       {Case{10, 1, 10}, Case{10, 3, 4}, Case{9, 3, 3}, Case{11, 3, 4}, Case{10, 9, 2},
        Case{10, 10, 1}, Case{1, 1, 1}}) {
    const std::size_t before = pool.submitted();
    EXPECT_EQ(map_ints(pool, ten_times, numbers(items), chunk), ten_times_all(numbers(items)))
        << items << " items in chunks of " << chunk;
    EXPECT_EQ(pool.submitted() - before, tasks)
        << "tasks for " << items << " items in chunks of " << chunk;
  }
}

TEST(Chunks, MayBeLargerThanTheItems) {
  ThreadPool pool(2);
  for (const std::size_t chunk : {std::size_t{6}, std::size_t{1000}, kHuge - 1, kHuge}) {
    const std::size_t before = pool.submitted();
    EXPECT_EQ(map_ints(pool, ten_times, numbers(5), chunk), ten_times_all(numbers(5)))
        << "5 items in chunks of " << chunk;
    EXPECT_EQ(pool.submitted() - before, 1U) << "tasks for 5 items in chunks of " << chunk;
  }
}

TEST(Chunks, AreItemsThatFollowEachOther) {
  Gate second_chunk_has_begun;
  std::atomic<bool> in_vain{false};
  std::vector<std::thread::id> threads(6);
  std::vector<std::atomic<bool>> called(6);
  std::atomic<bool> in_order{true};
  ThreadPool pool(2);
  map_ints(
      pool,
      [&](int item) {
        const auto i = static_cast<std::size_t>(item);
        threads[i] = std::this_thread::get_id();
        if (item % 3 != 0 && !called[i - 1]) {
          in_order = false;
        }
        if (item == 0) {
          in_vain = !second_chunk_has_begun.wait();
        } else if (item == 3) {
          second_chunk_has_begun.open();
        }
        called[i] = true;
        return item;
      },
      numbers(6), 3);
  EXPECT_FALSE(in_vain.load()) << "item 3 waited for item 0, which belongs to another chunk";
  EXPECT_TRUE(in_order.load()) << "an item was called before the one in front of it";
  for (const std::size_t begin : {0U, 3U}) {
    EXPECT_EQ(threads[begin], threads[begin + 1]) << "one task, two threads";
    EXPECT_EQ(threads[begin], threads[begin + 2]) << "one task, two threads";
  }
}

TEST(Chunks, GoOnAfterACallHasThrown) {
  const Refusals refusals(6);
  std::vector<std::atomic<bool>> called(6);
  ThreadPool pool(2);
  const int refused = refused_by([&] {
    map_ints(
        pool,
        [&](int item) {
          called[static_cast<std::size_t>(item)] = true;
          if (item == 1 || item == 2 || item == 3) {
            refusals.refuse(item);
          }
          return item;
        },
        numbers(6), 3);
  });
  EXPECT_EQ(refused, 1) << "items 1, 2 and 3 threw";
  for (std::size_t item = 0; item < called.size(); ++item) {
    EXPECT_TRUE(called[item].load()) << "no call for item " << item;
  }
}

TEST(Chunks, MustNotBeEmpty) {
  std::atomic<int> calls{0};
  const auto count = [&](int item) {
    ++calls;
    return item;
  };
  ThreadPool pool(2);
  EXPECT_THROW(map_ints(pool, count, numbers(3), 0), std::invalid_argument);
  EXPECT_THROW(map_ints(pool, count, {}, 0), std::invalid_argument);
  EXPECT_THROW(map_ints(pool, count, numbers(3), 0, Deadline::clock::now() + 1h),
               std::invalid_argument);
  EXPECT_EQ(calls.load(), 0);
  EXPECT_EQ(pool.submitted(), 0U);
}

Deadline in(milliseconds time) { return Deadline::clock::now() + time; }

template <class Call>
bool runs_out_of_time(const Call& call) {
  try {
    call();
  } catch (const DeadlineExceeded&) {
    return true;
  }
  return false;
}

// Attempts with more and more time, until one says that its call had begun when
// the time was over: nobody knows how long a busy machine takes to begin one.
void with_time_to_begin(const std::function<bool(milliseconds)>& attempt) {
  for (milliseconds time{40}; time < 3s; time *= 2) {
    if (attempt(time)) {
      return;
    }
  }
  ADD_FAILURE() << "no call had begun in time";
}

TEST(TheDeadline, DoesNotWaitForRunningCalls) {
  with_time_to_begin([](milliseconds time) {
    Gate thrown;
    std::atomic<bool> begun{false};
    std::atomic<bool> in_vain{false};
    {
      ThreadPool pool(2);
      const auto call = [&](int item) {
        if (item == 1) {
          begun = true;
          in_vain = !thrown.wait();
        }
        return item;
      };
      EXPECT_TRUE(runs_out_of_time([&] { map_ints(pool, call, numbers(2), 1, in(time)); }));
      thrown.open();
    }
    EXPECT_FALSE(in_vain.load()) << "map() waited for a call that was still running";
    return begun.load();
  });
}

TEST(TheDeadline, DropsWhatHasNotBegun) {
  for (const std::size_t chunk : {1U, 4U}) {
    with_time_to_begin([chunk](milliseconds time) {
      Gate thrown;
      std::atomic<int> calls{0};
      {
        ThreadPool pool(1);
        const auto call = [&](int item) {
          ++calls;
          thrown.wait();
          return item;
        };
        EXPECT_TRUE(runs_out_of_time([&] { map_ints(pool, call, numbers(4), chunk, in(time)); }));
        thrown.open();
        EXPECT_EQ(map_ints(pool, ten_times, numbers(3)), ten_times_all(numbers(3)))
            << "the pool after a deadline";
      }
      EXPECT_LE(calls.load(), 1) << "calls, one of which was running, with chunks of " << chunk;
      return calls.load() > 0;
    });
  }
}

// A call ends every few milliseconds for as long as map() has not thrown: a
// clock that starts anew with every result never runs out. If the machine held a
// call up for that long, any clock does, and that run shows nothing.
TEST(TheDeadline, IsOneForTheWholeCall) {
  constexpr auto kPatience = 150ms;
  auto longest = std::chrono::steady_clock::duration::max();
  for (int runs = 0; longest >= kPatience && runs < 10; ++runs) {
    longest = {};
    auto last = std::chrono::steady_clock::now();
    Gate thrown(Patience{.tick = 5ms, .ticks = 1});
    ThreadPool pool(1);
    const auto call = [&](int item) {
      thrown.wait();
      const auto now = std::chrono::steady_clock::now();
      longest = std::max(longest, now - last);
      last = now;
      return item;
    };
    EXPECT_TRUE(runs_out_of_time([&] { map_ints(pool, call, numbers(400), 1, in(kPatience)); }))
        << "2 s of calls ended in time, though there were 150 ms for all";
    thrown.open();
  }
}

TEST(TheDeadline, ThatHasPassedStartsNothing) {
  std::atomic<int> calls{0};
  {
    ThreadPool pool(2);
    const auto count = [&](int item) {
      ++calls;
      return item;
    };
    for (const Deadline passed : {in(-1ms), Deadline(), Deadline::min()}) {
      EXPECT_TRUE(runs_out_of_time([&] { map_ints(pool, count, numbers(3), 1, passed); }));
      EXPECT_TRUE(map_ints(pool, count, {}, 1, passed).empty());
    }
    EXPECT_EQ(pool.submitted(), 0U) << "tasks that were submitted too late";
  }
  EXPECT_EQ(calls.load(), 0);
}

TEST(TheDeadline, ThatIsKeptChangesNothing) {
  const Refusals refusals(5);
  ThreadPool pool(2);
  for (const Deadline deadline : {in(1h), kNever}) {
    const std::size_t before = pool.submitted();
    EXPECT_EQ(map_ints(pool, ten_times, numbers(5), 2, deadline), ten_times_all(numbers(5)));
    EXPECT_EQ(pool.submitted() - before, 3U) << "tasks for 5 items in chunks of 2";
    EXPECT_TRUE(map_ints(pool, ten_times, {}, 2, deadline).empty());
    const int refused = refused_by([&] {
      map_ints(
          pool,
          [&](int item) {
            if (item > 2) {
              refusals.refuse(item);
            }
            return item;
          },
          numbers(5), 1, deadline);
    });
    EXPECT_EQ(refused, 3) << "items 3 and 4 threw";
  }
}

TEST(TheDeadline, LeavesRunningCallsWhatTheyUse) {
  with_time_to_begin([](milliseconds time) {
    Gate thrown;
    std::atomic<bool> begun{false};
    std::atomic<bool> guest_is_here{true};
    std::atomic<bool> host_is_here{true};
    {
      ThreadPool pool(1);
      const auto receive = [&](const Living* guest, const Living* host) {
        begun = true;
        thrown.wait();
        guest_is_here = Living::is_here(guest);
        host_is_here = Living::is_here(host);
        return 0;
      };
      EXPECT_TRUE(runs_out_of_time(
          [&] { map_guests(pool, Host{receive, {}}, std::vector<Guest>(3), 2, in(time)); }));
      thrown.open();
    }
    EXPECT_TRUE(guest_is_here.load()) << "the item is gone, and its call still runs";
    EXPECT_TRUE(host_is_here.load()) << "f is gone, and a call of it still runs";
    EXPECT_EQ(Living::count(), 0U) << "items or functions that are kept for nobody";
    return begun.load();
  });
}

}  // namespace
}  // namespace course
