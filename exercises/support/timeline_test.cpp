#include "support/timeline.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace course::support {
namespace {

using std::chrono::milliseconds;
using testing::ElementsAre;

const Timeline::Moment kStart{std::chrono::hours(1)};

Timeline::Span span(int from, int to, Activity what) {
  return {.from = kStart + milliseconds(from), .to = kStart + milliseconds(to), .what = what};
}

TEST(TimelineTest, DrawsALineForEachLaneAndALegend) {
  const Timeline timeline{
      .title = "turns",
      .lanes = {{"one", {span(0, 4, Activity::runs), span(4, 8, Activity::waits)}},
                {"three", {span(4, 8, Activity::runs)}}}};
  EXPECT_THAT(draw(timeline, 8),
              ElementsAre("one    ####....", "three      ####", "8 ms in all  # runs  . waits"));
}

TEST(TimelineTest, ACharacterStandsForWhatTookMostOfItsTime) {
  const Timeline timeline{.title = "",
                          .lanes = {{"a",
                                     {span(0, 1, Activity::sleeps), span(1, 4, Activity::native),
                                      span(7, 8, Activity::runs)}}}};
  EXPECT_EQ(draw(timeline, 2).front(), "a  N#");
}

TEST(TimelineTest, NothingGivesNothing) {
  EXPECT_THAT(draw({.title = "", .lanes = {{"a", {}}}}, 2), ElementsAre("a    ", "0 ms in all"));
}

TEST(TimelineTest, TimesAreMillisecondsSinceTheFirstSpan) {
  const nlohmann::json json = to_json(
      {.title = "t",
       .lanes = {{"a", {span(10, 15, Activity::runs)}}, {"b", {span(12, 20, Activity::waits)}}}});
  EXPECT_EQ(json["lanes"][1]["spans"][0]["from_ms"], 2.0);
  EXPECT_EQ(json["lanes"][1]["spans"][0]["to_ms"], 10.0);
  EXPECT_EQ(json["lanes"][1]["spans"][0]["what"], "waits");
}

}  // namespace
}  // namespace course::support
