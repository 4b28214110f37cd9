#include "course/syllabus.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace course {
namespace {

TEST(SyllabusTest, KnowsSixteenPointsOfTheFirstPartAndEighteenOfTheSecond) {
  for (const char* id : {"A1", "A9", "A10", "A16", "B1", "B18"}) {
    EXPECT_TRUE(is_syllabus_id(id)) << id;
  }
  for (const char* id : {"A17", "B19", "A99", "A0", "B0", "C1"}) {
    EXPECT_FALSE(is_syllabus_id(id)) << id;
  }
}

TEST(SyllabusTest, TakesNothingThatOnlyLooksLikeAPoint) {
  for (const char* id :
       {"", "A", "B", "a1", "A01", "A1 ", " A1", "A-1", "A+1", "A1x", "A161", "11"}) {
    EXPECT_FALSE(is_syllabus_id(id)) << id;
  }
}

TEST(SyllabusTest, TellsWhatNobodyTeaches) {
  EXPECT_EQ(untaught({}).size(), 16U + 18U);
  Exercise one;
  Exercise two;
  for (int number = 1; number <= 16; ++number) {
    (number < 9 ? one : two).teaches.push_back("A" + std::to_string(number));
  }
  for (int number = 2; number <= 17; ++number) {
    (number < 9 ? two : one).teaches.push_back("B" + std::to_string(number));
  }
  EXPECT_THAT(untaught({one, two}), testing::ElementsAre("B1", "B18"));
}

}  // namespace
}  // namespace course
