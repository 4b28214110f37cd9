// Small enough to be run in hundreds of orders of their threads.

#include <gtest/gtest.h>

#include "races.hpp"
#include "support/together.hpp"

namespace course {
namespace {

using support::together;

TEST(Orders, TwoThreadsCountTogether) {
  Counter counter;
  const auto twice = [&] {
    counter.increment();
    counter.increment();
  };
  together({twice, twice});
  EXPECT_EQ(counter.value(), 4) << "two threads counted to two each";
}

TEST(Orders, AReaderSeesNothingTwice) {
  Counter counter;
  long before = 0;
  long after = 0;
  together({[&] { counter.increment(); }, [&] { counter.increment(); },
            [&] {
              before = counter.value();
              counter.increment();
              after = counter.value();
            }});
  EXPECT_GE(after, before + 1) << "an increment of its own is missing";
  EXPECT_EQ(counter.value(), 3);
}

TEST(Orders, ManyWorkersCountFewBytes) {
  const std::array<std::byte, 5> bytes{std::byte{1}, std::byte{2}, std::byte{1}, std::byte{1},
                                       std::byte{9}};
  const Histogram histogram = count_bytes(bytes, 3);
  EXPECT_EQ(histogram[1], 3U);
  EXPECT_EQ(histogram[2], 1U);
  EXPECT_EQ(histogram[9], 1U);
}

}  // namespace
}  // namespace course
