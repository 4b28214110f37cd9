#include "explore/random.hpp"

#include <gtest/gtest.h>

namespace explore {
namespace {

// The reference implementation's first numbers for the seed 1234567.
TEST(RandomTest, GivesTheNumbersOfSplitMix64) {
  Random random(1234567);
  EXPECT_EQ(random.next(), 6457827717110365317U);
  EXPECT_EQ(random.next(), 3203168211198807973U);
  EXPECT_EQ(random.next(), 9817491932198370423U);
}

TEST(RandomTest, StaysBelowItsBoundAndReachesAllOfIt) {
  Random random(1);
  unsigned seen = 0;
  for (int i = 0; i < 100; ++i) {
    const std::uint64_t number = random.below(5);
    ASSERT_LT(number, 5U);
    seen |= 1U << number;
  }
  EXPECT_EQ(seen, 0b11111U);
}

}  // namespace
}  // namespace explore
