#include "explore/seed.hpp"

#include <gtest/gtest.h>

#include <string>

namespace explore {
namespace {

std::string again(std::string_view text) {
  const std::optional<Plan> plan = plan_of(text);
  return plan.has_value() ? text_of(*plan).data() : "not a seed";
}

TEST(SeedTest, TextHoldsTheWholePlan) {
  const std::optional<Plan> plan = plan_of("pct3-230-4711+time+wakeups");
  ASSERT_TRUE(plan.has_value());
  EXPECT_EQ(plan->kind, Plan::Kind::pct);
  EXPECT_EQ(plan->depth, 3U);
  EXPECT_EQ(plan->steps, 230U);
  EXPECT_EQ(plan->seed, 4711U);
  EXPECT_TRUE(plan->time);
  EXPECT_TRUE(plan->wakeups);
}

TEST(SeedTest, EveryKindComesBackAsItWas) {
  for (const char* const text :
       {"random-4711", "pos-0", "pct1-100-1", "pct9-200000-18446744073709551615", "random-1+time",
        "pos-2+wakeups", "pct2-100-3+time+wakeups"}) {
    EXPECT_EQ(again(text), text);
  }
}

TEST(SeedTest, AnythingElseIsNotASeed) {
  for (const char* const text : {"",
                                 "4711",
                                 "random",
                                 "random-",
                                 "random-x",
                                 "random-1 ",
                                 " random-1",
                                 "random--1",
                                 "random-1-2",
                                 "random-01",
                                 "random-18446744073709551616",
                                 "pct3-4711",
                                 "pct-230-4711",
                                 "pct0-230-1",
                                 "pct10-230-1",
                                 "pct3-230-1-1",
                                 "pos-1+",
                                 "pos-1+speed",
                                 "pos-1+time+time",
                                 "pos-1+wakeups+time",
                                 "guided-1",
                                 "Random-1"}) {
    EXPECT_FALSE(plan_of(text).has_value()) << text;
  }
}

TEST(SeedTest, AdversaryIsAListOfNames) {
  Plan plan;
  EXPECT_TRUE(set_adversary("", plan));
  EXPECT_FALSE(plan.time || plan.wakeups);
  EXPECT_TRUE(set_adversary("wakeups,time", plan));
  EXPECT_TRUE(plan.time && plan.wakeups);
  EXPECT_FALSE(set_adversary("times", plan));
}

}  // namespace
}  // namespace explore
