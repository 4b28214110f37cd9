#include "explore/happens_before.hpp"

#include <gtest/gtest.h>

namespace explore {
namespace {

TEST(VectorClockTest, KnowsNothingAtFirst) {
  const VectorClock clock;
  EXPECT_EQ(clock.of(0), 0U);
  EXPECT_EQ(clock.of(kMostThreads - 1), 0U);
}

TEST(VectorClockTest, JoinKnowsWhatEitherKnew) {
  VectorClock left;
  left.set(0, 5);
  left.set(2, 1);
  VectorClock right;
  right.set(0, 3);
  right.set(2, 4);
  right.set(63, 9);
  left.join(right);
  EXPECT_EQ(left.of(0), 5U);
  EXPECT_EQ(left.of(1), 0U);
  EXPECT_EQ(left.of(2), 4U);
  EXPECT_EQ(left.of(63), 9U);
  EXPECT_EQ(right.of(0), 3U);
}

TEST(VectorClockTest, AdvanceIsOneThreadsOwn) {
  VectorClock clock;
  clock.advance(3);
  clock.advance(3);
  EXPECT_EQ(clock.of(3), 2U);
  EXPECT_EQ(clock.of(2), 0U);
}

TEST(VectorClockTest, ClearForgetsAll) {
  VectorClock clock;
  clock.set(7, 7);
  clock.clear();
  EXPECT_EQ(clock.of(7), 0U);
  VectorClock other;
  other.join(clock);
  EXPECT_EQ(other.of(7), 0U);
}

}  // namespace
}  // namespace explore
