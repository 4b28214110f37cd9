#include "batch/student_names.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace batch {
namespace {

using testing::IsNull;
using testing::Pointee;

TEST(RollTest, UpperAndLowerCaseAreAlikeUnlessTwoDifferInNothingElse) {
  const Roll roll({"alice", "Bob", "BOB"});
  EXPECT_THAT(roll.find("ALICE"), Pointee(std::string("alice")));
  EXPECT_THAT(roll.find("BOB"), Pointee(std::string("BOB")));
  EXPECT_THAT(roll.find("Bob"), Pointee(std::string("Bob")));
  EXPECT_THAT(roll.find("bob"), IsNull());
  EXPECT_THAT(roll.find("ali"), IsNull());
  EXPECT_THAT(roll.find(""), IsNull());
}

TEST(RollTest, WhatTheGradebookDefusesIsFoundAsItWas) {
  const Roll roll({"'=eve", "a,b c"});
  EXPECT_THAT(roll.find("=eve"), Pointee(std::string("'=eve")));
  EXPECT_THAT(roll.find("'=eve"), Pointee(std::string("'=eve")));
  EXPECT_THAT(roll.find("a,b\nc"), Pointee(std::string("a,b c")));
}

}  // namespace
}  // namespace batch
