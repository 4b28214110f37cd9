#include "event.hpp"

#include <gtest/gtest.h>

#include <atomic>

#include "sleep_gate.hpp"
#include "support/caller.hpp"
#include "support/step.hpp"

namespace course {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using support::Caller;

TEST(Event, IsSetFromSetUntilClear) {
  Event event;
  EXPECT_FALSE(event.is_set());
  event.clear();
  EXPECT_FALSE(event.is_set());
  event.set();
  event.set();
  EXPECT_TRUE(event.is_set());
  event.wait();
  event.wait();
  EXPECT_TRUE(event.wait_for(hours(1)));
  EXPECT_TRUE(event.is_set()) << "a wait took the flag down";
  event.clear();
  EXPECT_FALSE(event.is_set()) << "one clear undoes any number of sets";
}

TEST(Event, WaitSleepsUntilSet) {
  Event event;
  std::atomic<bool> waited = false;
  Caller waiter([&] {
    event.wait();
    waited = true;
  });
  EXPECT_TRUE(waiter.blocks()) << "wait() is not asleep: it returned, spins or wakes up to look";
  EXPECT_FALSE(waited.load());
  event.set();
  EXPECT_TRUE(waiter.returns()) << "set() did not release the thread";
  waiter.finish();
  EXPECT_TRUE(waited.load());
}

TEST(Event, WaitForSleepsUntilSetHoweverLongItsTimeout) {
  Event event;
  std::atomic<bool> answer = false;
  Caller waiter([&] { answer = event.wait_for(milliseconds::max()); });
  EXPECT_TRUE(waiter.blocks()) << "wait_for() with the longest timeout is not asleep";
  event.set();
  EXPECT_TRUE(waiter.returns()) << "set() did not release the thread";
  waiter.finish();
  EXPECT_TRUE(answer.load()) << "wait_for() says that the time was over";
}

TEST(Event, WaitForGivesUpWhenItsTimeIsOver) {
  Event event;
  constexpr milliseconds kTimeout{20};
  const auto start = std::chrono::steady_clock::now();
  EXPECT_FALSE(event.wait_for(kTimeout));
  EXPECT_GE(std::chrono::steady_clock::now() - start, kTimeout);
  EXPECT_FALSE(event.wait_for(milliseconds(0)));
  EXPECT_FALSE(event.wait_for(milliseconds(-1)));
  event.set();
  EXPECT_TRUE(event.wait_for(milliseconds(0)));
  EXPECT_TRUE(event.wait_for(milliseconds(-1)));
}

TEST(Event, SetReleasesEveryWaiter) {
  Event event;
  Caller first([&] { event.wait(); }, kBrisk);
  Caller second([&] { event.wait(); }, kBrisk);
  Caller third([&] { event.wait_for(hours(1)); }, kBrisk);
  EXPECT_TRUE(first.blocks());
  EXPECT_TRUE(second.blocks());
  EXPECT_TRUE(third.blocks());
  event.set();
  EXPECT_TRUE(first.returns() && second.returns() && third.returns())
      << "set() left a waiter asleep";
  event.set();  // for the ones that the first set() forgot
  event.set();
  first.finish();
  second.finish();
  third.finish();
}

TEST(Event, AfterClearTheNextWaiterSleepsAgain) {
  Event event;
  event.set();
  event.clear();
  Caller waiter([&] { event.wait(); }, kBrisk);
  EXPECT_TRUE(waiter.blocks()) << "a set() from before the clear() let the waiter through";
  event.set();
  waiter.finish();
}

TEST(Event, ClearTakesNoSetBackFromThoseWhoWaitedForIt) {
  Event event;
  std::atomic<bool> answer = false;
  LateCaller waiter([&] { event.wait(); });
  LateCaller timed([&] { answer = event.wait_for(hours(1)); });
  EXPECT_TRUE(waiter.blocks());
  EXPECT_TRUE(timed.blocks());
  event.set();
  event.clear();
  waiter.look();
  timed.look();
  EXPECT_TRUE(waiter.returns()) << "wait() sleeps on, though set() came while it waited";
  EXPECT_TRUE(timed.returns()) << "wait_for() sleeps on, though set() came while it waited";
  event.set();  // for the ones that sleep on
  waiter.finish();
  timed.finish();
  EXPECT_TRUE(answer.load()) << "wait_for() says that the time was over";
  EXPECT_TRUE(event.is_set());
}

TEST(Event, NoSetIsLostBetweenLookAndSleep) {
  Event event;
  EXPECT_TRUE(wakes_before_sleep([&] { event.wait(); }, [&] { event.set(); }))
      << "set() came after wait() had looked at the flag and before it slept: nobody woke it";
}

TEST(Event, AWakeUpForNothingReleasesNobody) {
  Event event;
  Caller waiter(
      [&] {
        wake_me_for_nothing();
        event.wait();
      },
      kBrisk);
  Caller timed(
      [&] {
        wake_me_for_nothing();
        event.wait_for(hours(1));
      },
      kBrisk);
  EXPECT_TRUE(waiter.blocks()) << "a spurious wake-up let wait() return";
  EXPECT_TRUE(timed.blocks()) << "a spurious wake-up let wait_for() return";
  event.set();
  waiter.finish();
  timed.finish();
}

// Asked before and after the call that sets it, in time; only the event's own
// lock stands between the two threads.
TEST(Event, MayBeAskedWhileAnotherThreadSetsIt) {
  Event event;
  EXPECT_FALSE(event.is_set());
  support::Step asked;
  support::Step set;
  support::Step asked_again;
  Caller setter([&] {
    EXPECT_TRUE(asked.wait());
    event.set();
    set.take();
    EXPECT_TRUE(asked_again.wait());  // still alive: nothing has been joined yet
  });
  EXPECT_FALSE(event.is_set());
  asked.take();
  EXPECT_TRUE(set.wait());
  EXPECT_TRUE(event.is_set());
  asked_again.take();
  setter.finish();
}

}  // namespace
}  // namespace course
