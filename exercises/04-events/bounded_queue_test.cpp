// Tests of BoundedQueue, by way of queue_adapter.hpp.

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <numeric>
#include <stdexcept>
#include <vector>

#include "queue_adapter.hpp"
#include "sleep_gate.hpp"
#include "support/caller.hpp"
#include "support/step.hpp"

namespace course {
namespace {

using support::Caller;

constexpr int kNothing = -1;

// The next element, kNothing if the queue has none any more.
int pop_from(IntQueue& queue) { return queue.pop().value_or(kNothing); }

TEST(QueueContents, LeaveInTheOrderInWhichTheyCame) {
  const auto queue = make_int_queue(3);
  for (int round = 0; round < 3; ++round) {  // more than once around
    queue->push(10 + round);
    queue->push(20 + round);
    EXPECT_EQ(queue->pop(), 10 + round);
    EXPECT_EQ(queue->pop(), 20 + round);
  }
  EXPECT_EQ(queue->size(), 0U);
}

TEST(QueueContents, NeverExceedTheCapacity) {
  for (const std::size_t capacity : {1U, 2U, 5U}) {
    const auto queue = make_int_queue(capacity);
    for (std::size_t i = 0; i < capacity; ++i) {
      EXPECT_EQ(queue->size(), i);
      ASSERT_TRUE(queue->try_push(static_cast<int>(i)))
          << "a queue of " << capacity << " is full with " << i;
    }
    ASSERT_FALSE(queue->try_push(99)) << "a queue of " << capacity << " holds one more";
    EXPECT_EQ(queue->size(), capacity);
    EXPECT_EQ(queue->pop(), 0);
    EXPECT_EQ(queue->size(), capacity - 1);
    EXPECT_TRUE(queue->try_push(100)) << "a pop made no room";
  }
}

TEST(QueueContents, AreMovedAndARefusedOneStaysWithItsOwner) {
  const auto queue = make_parcel_queue(1);
  Parcel parcel = std::make_unique<int>(7);
  const int* const inside = parcel.get();
  ASSERT_TRUE(queue->try_push(std::move(parcel)));
  Parcel refused = std::make_unique<int>(8);
  ASSERT_FALSE(queue->try_push(std::move(refused)));
  ASSERT_NE(refused, nullptr) << "try_push returned false and kept the element";
  EXPECT_EQ(*refused, 8);
  const std::optional<Parcel> popped = queue->pop();
  ASSERT_TRUE(popped.has_value());
  EXPECT_EQ(popped->get(), inside);
  queue->push(std::move(refused));
  EXPECT_EQ(queue->size(), 1U);
}

TEST(QueueContents, NeedRoomForAtLeastOne) {
  EXPECT_THROW(make_int_queue(0), std::invalid_argument);
  EXPECT_THROW(make_parcel_queue(0), std::invalid_argument);
}

// Counted between a push and a pop of another thread, in time; only the
// queue's own lock stands between the two.
TEST(QueueContents, MayBeCountedWhileOthersPushAndPop) {
  const auto queue = make_int_queue(2);
  EXPECT_EQ(queue->size(), 0U);
  support::Step pushed;
  support::Step counted;
  support::Step popped;
  support::Step counted_again;
  Caller other([&] {
    queue->push(1);
    pushed.take();
    EXPECT_TRUE(counted.wait());
    queue->pop();
    popped.take();
    EXPECT_TRUE(counted_again.wait());  // still alive: nothing has been joined yet
  });
  EXPECT_TRUE(pushed.wait());
  EXPECT_EQ(queue->size(), 1U);
  counted.take();
  EXPECT_TRUE(popped.wait());
  EXPECT_EQ(queue->size(), 0U);
  counted_again.take();
  other.finish();
}

TEST(QueueBlocking, PushSleepsWhileTheQueueIsFull) {
  const auto queue = make_int_queue(2);
  ASSERT_TRUE(queue->try_push(1));
  ASSERT_TRUE(queue->try_push(2));
  Caller pusher([&] { queue->push(3); });
  EXPECT_TRUE(pusher.blocks()) << "push() is not asleep: it returned, spins or wakes up to look";
  EXPECT_EQ(queue->size(), 2U);
  EXPECT_EQ(queue->pop(), 1);
  EXPECT_TRUE(pusher.returns()) << "a pop did not wake the push that waited for room";
  queue->close();  // ends a push that still sleeps
  EXPECT_EQ(pop_from(*queue), 2);
  EXPECT_EQ(pop_from(*queue), 3);
  pusher.finish();
}

TEST(QueueBlocking, PopSleepsWhileTheQueueIsEmpty) {
  const auto queue = make_int_queue(2);
  std::atomic<int> popped = kNothing;
  Caller popper([&] { popped = pop_from(*queue); });
  EXPECT_TRUE(popper.blocks()) << "pop() is not asleep: it returned, spins or wakes up to look";
  queue->push(1);
  EXPECT_TRUE(popper.returns()) << "a push did not wake the pop that waited for an element";
  queue->close();  // ends a pop that still sleeps
  popper.finish();
  EXPECT_EQ(popped.load(), 1);
}

TEST(QueueBlocking, TryPushWakesAPopThatSleeps) {
  const auto queue = make_int_queue(1);
  Caller popper([&] { queue->pop(); }, kBrisk);
  EXPECT_TRUE(popper.blocks());
  EXPECT_TRUE(queue->try_push(1));
  EXPECT_TRUE(popper.returns());
  queue->close();  // ends a pop that still sleeps
  popper.finish();
}

TEST(QueueBlocking, AsManyPopsAreWokenAsElementsCame) {
  const auto queue = make_int_queue(2);
  LateCaller first([&] { queue->pop(); }, kBrisk);
  LateCaller second([&] { queue->pop(); }, kBrisk);
  EXPECT_TRUE(first.blocks());
  EXPECT_TRUE(second.blocks());
  queue->push(1);
  queue->push(2);
  first.look();
  second.look();
  EXPECT_TRUE(first.returns() && second.returns()) << "an element is there and a pop sleeps";
  queue->close();  // ends a pop that still sleeps
  first.finish();
  second.finish();
}

TEST(QueueBlocking, AsManyPushesAreWokenAsElementsLeft) {
  const auto queue = make_int_queue(2);
  queue->push(1);
  queue->push(2);
  LateCaller first([&] { queue->push(3); }, kBrisk);
  LateCaller second([&] { queue->push(4); }, kBrisk);
  EXPECT_TRUE(first.blocks());
  EXPECT_TRUE(second.blocks());
  EXPECT_EQ(queue->pop(), 1);
  EXPECT_EQ(queue->pop(), 2);
  first.look();
  second.look();
  EXPECT_TRUE(first.returns() && second.returns()) << "there is room and a push sleeps";
  queue->close();  // ends a push that still sleeps
  first.finish();
  second.finish();
}

TEST(QueueBlocking, TheRightSideIsWokenWhenBothSidesSleep) {
  const auto queue = make_int_queue(1);
  LateCaller first([&] { queue->pop(); }, kBrisk);
  LateCaller second([&] { queue->pop(); }, kBrisk);
  EXPECT_TRUE(first.blocks());
  EXPECT_TRUE(second.blocks());
  queue->push(1);  // wakes one of them
  Caller pusher([&] { queue->push(2); }, kBrisk);
  pusher.blocks();  // the queue is full: now a pop and a push sleep
  first.look();
  second.look();
  EXPECT_TRUE(first.returns() && second.returns() && pusher.returns())
      << "two pops and two pushes are under way, and all who are left sleep";
  queue->close();  // ends those who still sleep
  first.finish();
  second.finish();
  pusher.finish();
}

TEST(QueueBlocking, APopThatWakesTooLateSleepsAgain) {
  const auto queue = make_int_queue(1);
  std::atomic<int> late = kNothing;
  std::atomic<int> thief = kNothing;
  LateCaller popper([&] { late = pop_from(*queue); }, kBrisk);
  EXPECT_TRUE(popper.blocks());
  queue->push(1);
  Caller second([&] { thief = pop_from(*queue); }, kBrisk);
  second.blocks();  // time to take the element away
  popper.look();
  popper.blocks();  // time to find nothing and to sleep again
  queue->push(2);
  popper.finish();
  second.finish();
  EXPECT_EQ(std::min(late.load(), thief.load()), 1) << "pop() went on, though its element was gone";
  EXPECT_EQ(std::max(late.load(), thief.load()), 2);
}

TEST(QueueBlocking, APushThatWakesTooLateSleepsAgain) {
  const auto queue = make_int_queue(1);
  queue->push(1);
  LateCaller pusher([&] { queue->push(2); }, kBrisk);
  EXPECT_TRUE(pusher.blocks());
  EXPECT_EQ(queue->pop(), 1);
  const bool room_taken = queue->try_push(3);  // false: the push was quicker
  pusher.look();
  if (room_taken) {
    EXPECT_TRUE(pusher.blocks()) << "push() went on, though its room was gone when it woke";
    EXPECT_EQ(queue->size(), 1U);
    EXPECT_EQ(queue->pop(), 3);
  }
  EXPECT_EQ(queue->pop(), 2);
  pusher.finish();
}

TEST(QueueBlocking, NoWakeUpIsLostBetweenLookAndSleep) {
  const auto empty = make_int_queue(1);
  EXPECT_TRUE(wakes_before_sleep([&] { empty->pop(); }, [&] { empty->push(1); }))
      << "a push came after pop() had looked and before it slept: nobody woke it";
  const auto full = make_int_queue(1);
  full->push(1);
  EXPECT_TRUE(wakes_before_sleep([&] { full->push(2); }, [&] { full->pop(); }))
      << "a pop came after push() had looked and before it slept: nobody woke it";
}

TEST(QueueBlocking, EveryElementArrivesOnce) {
  constexpr int kEach = 400;
  constexpr std::size_t kCapacity = 3;
  const auto queue = make_int_queue(kCapacity);
  std::vector<int> left;
  std::vector<int> right;
  const auto produce = [&](int from) {
    for (int i = from; i < from + kEach; ++i) {
      queue->push(i);
    }
  };
  const auto consume = [&](std::vector<int>& into) {
    while (const std::optional<int> element = queue->pop()) {
      into.push_back(*element);
    }
  };
  Caller low([&] { produce(0); });
  Caller high([&] { produce(kEach); });
  Caller first([&] { consume(left); });
  Caller second([&] { consume(right); });
  low.finish();
  high.finish();
  EXPECT_LE(queue->size(), kCapacity);
  queue->close();
  first.finish();
  second.finish();

  left.insert(left.end(), right.begin(), right.end());
  std::sort(left.begin(), left.end());
  std::vector<int> all(std::size_t{2} * kEach);
  std::iota(all.begin(), all.end(), 0);
  EXPECT_EQ(left, all);
}

TEST(QueueClose, PushThrowsAndPopDrains) {
  const auto queue = make_int_queue(3);
  queue->push(1);
  queue->push(2);
  queue->close();
  EXPECT_THROW(queue->push(3), QueueClosed);
  EXPECT_THROW(queue->try_push(3), QueueClosed);
  EXPECT_EQ(queue->size(), 2U);
  queue->close();
  EXPECT_EQ(queue->pop(), 1);
  EXPECT_EQ(queue->pop(), 2);
  EXPECT_EQ(queue->pop(), std::nullopt);
  EXPECT_EQ(queue->pop(), std::nullopt);
  EXPECT_THROW(queue->push(4), QueueClosed);
}

TEST(QueueClose, TryPushIntoAFullClosedQueueThrows) {
  const auto queue = make_parcel_queue(1);
  queue->push(std::make_unique<int>(1));
  queue->close();
  Parcel parcel = std::make_unique<int>(2);
  EXPECT_THROW(queue->try_push(std::move(parcel)), QueueClosed);
  EXPECT_NE(parcel, nullptr) << "try_push threw and kept the element";
}

TEST(QueueClose, WakesEveryPop) {
  const auto queue = make_int_queue(1);
  const auto pop_nothing = [&] { EXPECT_EQ(queue->pop(), std::nullopt); };
  Caller first(pop_nothing, kBrisk);
  Caller second(pop_nothing, kBrisk);
  EXPECT_TRUE(first.blocks());
  EXPECT_TRUE(second.blocks());
  queue->close();
  EXPECT_TRUE(first.returns() && second.returns()) << "close() left a pop asleep";
  queue->close();  // for the one that the first close() forgot
  first.finish();
  second.finish();
}

TEST(QueueClose, WakesEveryPushWhichThrows) {
  const auto queue = make_int_queue(2);
  queue->push(1);
  queue->push(2);
  const auto push_in_vain = [&] { EXPECT_THROW(queue->push(3), QueueClosed); };
  Caller first(push_in_vain, kBrisk);
  Caller second(push_in_vain, kBrisk);
  EXPECT_TRUE(first.blocks());
  EXPECT_TRUE(second.blocks());
  queue->close();
  EXPECT_TRUE(first.returns() && second.returns()) << "close() left a push asleep";
  EXPECT_EQ(queue->pop(), 1);
  EXPECT_EQ(queue->pop(), 2);
  EXPECT_EQ(queue->pop(), std::nullopt);
  first.finish();
  second.finish();
}

TEST(QueueClose, APushThatWaitedThrowsEvenIfRoomCameAfterwards) {
  const auto queue = make_int_queue(1);
  queue->push(1);
  LateCaller pusher([&] { EXPECT_THROW(queue->push(2), QueueClosed); }, kBrisk);
  EXPECT_TRUE(pusher.blocks());
  queue->close();
  EXPECT_EQ(queue->pop(), 1);  // makes room before the push comes to look
  pusher.look();
  pusher.finish();
  EXPECT_EQ(queue->pop(), std::nullopt) << "an element came into a closed queue";
}

TEST(QueueClose, IsNotLostBetweenLookAndSleep) {
  const auto empty = make_int_queue(1);
  EXPECT_TRUE(wakes_before_sleep([&] { empty->pop(); }, [&] { empty->close(); }))
      << "close() came after pop() had looked and before it slept: nobody woke it";
  const auto full = make_int_queue(1);
  full->push(1);
  EXPECT_TRUE(
      wakes_before_sleep([&] { EXPECT_THROW(full->push(2), QueueClosed); }, [&] { full->close(); }))
      << "close() came after push() had looked and before it slept: nobody woke it";
}

}  // namespace
}  // namespace course
