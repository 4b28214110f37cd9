// Tests of as_completed(), by way of executors_adapter.hpp.

#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <cstddef>
#include <exception>
#include <numeric>
#include <set>
#include <vector>

#include "executors_adapter.hpp"
#include "refusals.hpp"
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

constexpr int kEnd = -1;

std::vector<int> numbers(int count) {
  std::vector<int> all(static_cast<std::size_t>(count));
  std::iota(all.begin(), all.end(), 0);
  return all;
}

// What the next element holds, kEnd if there is none.
int next_of(Elements& elements) {
  Completed<Parcel>* const done = elements.next();
  return done == nullptr ? kEnd : done->get().content();
}

TEST(AsCompleted, ComesInTheOrderInWhichCallsEnd) {
  std::array<Gate, 4> may_end;
  may_end[1].open();
  std::vector<int> results;
  std::vector<std::size_t> indices;
  ThreadPool pool(3);
  for_each_as_completed(
      pool,
      [&](int item) {
        may_end.at(static_cast<std::size_t>(item)).wait();
        return item;
      },
      {3, 1, 2},
      [&](Completed<Parcel>& done) {
        results.push_back(done.get().content());
        indices.push_back(done.index());
        if (results.back() < 3) {
          may_end.at(static_cast<std::size_t>(results.back()) + 1).open();
        }
        return true;
      });
  EXPECT_EQ(results, (std::vector<int>{1, 2, 3})) << "items 3, 1, 2 took that long";
  EXPECT_EQ(indices, (std::vector<std::size_t>{1, 2, 0}));
}

TEST(AsCompleted, HandsOverAnElementWhileOthersStillRun) {
  Gate first_is_here;
  std::atomic<bool> in_vain{false};
  ThreadPool pool(2);
  const auto elements = ints_as_completed(
      pool,
      [&](int item) {
        if (item == 0) {
          in_vain = !first_is_here.wait();
        }
        return item;
      },
      numbers(3));
  EXPECT_EQ(next_of(*elements), 1);
  EXPECT_EQ(next_of(*elements), 2);
  first_is_here.open();
  EXPECT_EQ(next_of(*elements), 0);
  EXPECT_EQ(next_of(*elements), kEnd);
  EXPECT_FALSE(in_vain.load()) << "items 1 and 2 had ended and were not handed over";
}

TEST(AsCompleted, SubmitsEveryItemAtOnceAsATaskOfItsOwn) {
  Meeting all(3);
  ThreadPool pool(3);
  const auto elements = ints_as_completed(
      pool,
      [&](int item) {
        all.arrive();
        return item;
      },
      numbers(5));
  EXPECT_EQ(pool.submitted(), 5U) << "tasks for 5 items, before the first element is asked for";
  std::set<int> results;
  for (int i = 0; i < 5; ++i) {
    results.insert(next_of(*elements));
  }
  EXPECT_EQ(results, (std::set<int>{0, 1, 2, 3, 4}));
  EXPECT_TRUE(all.took_place()) << "three threads, and never three calls at the same time";
}

TEST(AsCompleted, GivesEveryCallItsOwnException) {
  constexpr int kItems = 6;
  const Refusals refusals(kItems);
  std::set<std::size_t> indices;
  ThreadPool pool(2);
  const auto elements = ints_as_completed(
      pool,
      [&](int item) {
        if (item % 2 == 0) {
          refusals.refuse(item);
        }
        return item;
      },
      numbers(kItems));
  for (int i = 0; i < kItems; ++i) {
    Completed<Parcel>* const done = elements->next();
    ASSERT_NE(done, nullptr) << "the range of " << kItems << " items ended after " << i;
    const int item = static_cast<int>(done->index());
    int result = kEnd;
    const int refused = refused_by([&] { result = done->get().content(); });
    EXPECT_EQ(refused, item % 2 == 0 ? item : kNobody);
    EXPECT_EQ(result, item % 2 == 0 ? kEnd : item);
    indices.insert(done->index());
  }
  EXPECT_EQ(elements->next(), nullptr);
  EXPECT_EQ(indices.size(), std::size_t{kItems}) << "different indices";
}

TEST(AsCompleted, BringsEveryResultOnce) {
  constexpr int kItems = 2000;
  std::vector<int> seen(kItems);
  ThreadPool pool(4);
  const auto elements = ints_as_completed(pool, [](int item) { return 2 * item; }, numbers(kItems));
  for (int i = 0; i < kItems; ++i) {
    Completed<Parcel>* const done = elements->next();
    ASSERT_NE(done, nullptr) << "the range of " << kItems << " items ended after " << i;
    ASSERT_LT(done->index(), seen.size());
    ++seen[done->index()];
    ASSERT_EQ(done->get().content(), 2 * static_cast<int>(done->index()));
  }
  EXPECT_EQ(elements->next(), nullptr);
  EXPECT_EQ(seen, std::vector<int>(kItems, 1)) << "how often each index came";
}

TEST(AsCompleted, HasNoElementsWithoutItems) {
  ThreadPool pool(1);
  EXPECT_EQ(ints_as_completed(pool, [](int item) { return item; }, {})->next(), nullptr);
  EXPECT_EQ(pool.submitted(), 0U) << "tasks for no items";
}

TEST(AsCompleted, SleepsWhileItWaits) {
  Gate gate;
  ThreadPool pool(1);
  const auto elements = ints_as_completed(pool,
                                          [&](int item) {
                                            gate.wait();
                                            return item;
                                          },
                                          {7});
  int result = kEnd;
  Caller consumer([&] { result = next_of(*elements); });
  EXPECT_TRUE(consumer.blocks()) << "the consumer is not asleep: it spins or wakes up to look";
  gate.open();
  consumer.finish();
  EXPECT_EQ(result, 7);
}

TEST(AsCompleted, BringsResultsThatCanOnlyBeMoved) {
  ThreadPool pool(2);
  const auto elements =
      parcels_as_completed(pool, [](int item) { return Parcel(item); }, numbers(4));
  std::set<int> contents;
  while (Completed<Parcel>* const done = elements->next()) {
    contents.insert(done->get().content());
  }
  EXPECT_EQ(contents, (std::set<int>{0, 1, 2, 3}));
}

// Two workers and the consumer use what they share one after the other in time,
// and nothing but the range itself orders them. Items 0 and 2 are called on one
// thread, 1 and 3 on the other.
TEST(AsCompleted, GuardsWhatWorkersAndConsumerShare) {
  Meeting together(2);
  Step first_has_ended;
  Step second_has_ended;
  Gate two_are_out;
  Gate three_are_out;
  ThreadPool pool(2);
  const auto elements = ints_as_completed(
      pool,
      [&](int item) {
        if (item < 2) {
          together.arrive();
          EXPECT_TRUE(item == 0 || first_has_ended.wait());
        } else if (item == 2) {
          first_has_ended.take();
          two_are_out.wait();
        } else {
          second_has_ended.take();
          three_are_out.wait();
        }
        return item;
      },
      numbers(4));
  EXPECT_TRUE(second_has_ended.wait());
  EXPECT_EQ(next_of(*elements), 0);
  EXPECT_EQ(next_of(*elements), 1);
  two_are_out.open();
  EXPECT_EQ(next_of(*elements), 2);
  three_are_out.open();
  EXPECT_EQ(next_of(*elements), 3);
  EXPECT_EQ(next_of(*elements), kEnd);
}

TEST(LeavingEarly, DoesNotWaitForRunningCalls) {
  Gate left;
  std::atomic<bool> in_vain{false};
  {
    ThreadPool pool(2);
    auto elements = ints_as_completed(
        pool,
        [&](int item) {
          if (item == 0) {
            in_vain = !left.wait();
          }
          return item;
        },
        numbers(2));
    EXPECT_EQ(next_of(*elements), 1);
    EXPECT_TRUE(left.wait_for_callers(1)) << "item 0 was not called";
    elements.reset();
    left.open();
  }
  EXPECT_FALSE(in_vain.load()) << "leaving waited for a call that was still running";
}

TEST(LeavingEarly, DropsWhatHasNotBegun) {
  Gate left;
  std::atomic<int> calls{0};
  {
    ThreadPool pool(1);
    auto elements = ints_as_completed(
        pool,
        [&](int item) {
          ++calls;
          if (item == 1) {
            left.wait();
          }
          return item;
        },
        numbers(5));
    EXPECT_EQ(next_of(*elements), 0);
    EXPECT_TRUE(left.wait_for_callers(1)) << "item 1 was not called";
    elements.reset();
    left.open();
    EXPECT_EQ(map_ints(
                  pool, [](int item) { return item; }, numbers(3)),
              numbers(3))
        << "the pool after the consumer has left";
  }
  EXPECT_EQ(calls.load(), 2) << "calls: one had ended and one was running";
}

class HadEnough : public std::exception {};

// Opens a gate on every way out.
class Opener {
 public:
  explicit Opener(Gate& gate) : gate_(gate) {}
  ~Opener() { gate_.open(); }
  Opener(const Opener&) = delete;
  Opener& operator=(const Opener&) = delete;

 private:
  Gate& gate_;
};

TEST(LeavingEarly, MayHappenByBreakAndByException) {
  for (const bool by_exception : {false, true}) {
    Gate left;
    std::atomic<int> calls{0};
    int visits = 0;
    bool thrown = false;
    {
      ThreadPool pool(1);
      try {
        for_each_as_completed(
            pool,
            [&](int item) {
              ++calls;
              if (item == 1) {
                left.wait();
              }
              return item;
            },
            numbers(5),
            [&](Completed<Parcel>& done) {
              ++visits;
              EXPECT_EQ(done.get().content(), 0);
              EXPECT_TRUE(left.wait_for_callers(1)) << "item 1 was not called";
              if (by_exception) {
                throw HadEnough();
              }
              return false;
            });
      } catch (const HadEnough&) {
        thrown = true;
      }
      left.open();
    }
    EXPECT_EQ(thrown, by_exception);
    EXPECT_EQ(visits, 1);
    EXPECT_EQ(calls.load(), 2) << "calls: one had ended and one was running";
  }
}

TEST(LeavingEarly, MayHappenBeforeTheFirstElement) {
  Gate left;
  std::atomic<int> calls{0};
  {
    ThreadPool pool(1);
    pool.submit([&] { left.wait(); });  // keeps the only thread
    const Opener opener(left);
    const auto left_at_once = ints_as_completed(
        pool,
        [&](int item) {
          ++calls;
          return item;
        },
        numbers(3));
  }
  EXPECT_EQ(calls.load(), 0) << "calls, though nobody stayed for a result";
}

TEST(LeavingEarly, LeavesRunningCallsWhatTheyUse) {
  Gate left;
  std::atomic<bool> guest_is_here{true};
  std::atomic<bool> host_is_here{true};
  {
    ThreadPool pool(1);
    const auto receive = [&](const Living* guest, const Living* host) {
      left.wait();
      guest_is_here = Living::is_here(guest);
      host_is_here = Living::is_here(host);
      return 0;
    };
    auto elements = guests_as_completed(pool, Host{receive, {}}, std::vector<Guest>(3));
    EXPECT_TRUE(left.wait_for_callers(1)) << "no item was called";
    elements.reset();
    left.open();
  }
  EXPECT_TRUE(guest_is_here.load()) << "the item is gone, and its call still runs";
  EXPECT_TRUE(host_is_here.load()) << "f is gone, and a call of it still runs";
  EXPECT_EQ(Living::count(), 0U) << "items or functions that are kept for nobody";
}

}  // namespace
}  // namespace course
