#include "batch/moment.hpp"

#include <gtest/gtest.h>

namespace batch {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using namespace std::chrono_literals;

constexpr Moment kMidnight = std::chrono::sys_days(2026y / 5 / 1);

TEST(MomentTest, IsThatOfItsOffset) {
  EXPECT_EQ(moment("2026-05-01T23:59:30Z"), kMidnight + hours(23) + minutes(59) + seconds(30));
  EXPECT_EQ(moment("2026-05-01T01:30:00+02:00"), kMidnight - minutes(30));
  EXPECT_EQ(moment("2026-04-30T20:15:00-03:45"), kMidnight);
  EXPECT_EQ(moment("2026-05-01T00:00:00-00:00"), kMidnight);
}

TEST(MomentTest, MayLeaveOutItsSeconds) {
  EXPECT_EQ(moment("2026-05-01T00:00Z"), kMidnight);
  EXPECT_EQ(moment("2026-05-01T02:00+02:00"), kMidnight);
}

TEST(MomentTest, NothingElseIsOne) {
  for (const char* text : {"",
                           "2026-05-01",
                           "2026-05-01T23:59:30",
                           "2026-05-01T23:59",
                           "2026-05-01 23:59:30Z",
                           "2026-05-01t23:59:30z",
                           "2026-05-01T23:59:30+0200",
                           "2026-05-01T23:59:30+02",
                           "2026-05-01T23:59:30.5Z",
                           "2026-05-01T23:59:30Z ",
                           " 2026-05-01T23:59:30Z",
                           "26-05-01T23:59:30Z",
                           "2026-5-1T23:59:30Z",
                           "2026-05-01T23:59:3Z",
                           "2026-05-01T23Z",
                           "2026-05-01T23:59:30Europe/Berlin",
                           "2026-05-01T23:59:30+02:00Z",
                           "2026-05-01T23:59:-1Z",
                           "+026-05-01T23:59:30Z",
                           "2026-05-01T23:59:"}) {
    EXPECT_EQ(moment(text), std::nullopt) << text;
  }
}

TEST(MomentTest, IsOnTheCalendarAndOnTheClock) {
  EXPECT_TRUE(moment("2028-02-29T00:00:00Z"));
  for (const char* text : {"2026-02-29T00:00:00Z", "2026-04-31T00:00:00Z", "2026-13-01T00:00:00Z",
                           "2026-00-01T00:00:00Z", "2026-05-00T00:00:00Z", "2026-05-01T24:00:00Z",
                           "2026-05-01T23:60:00Z", "2026-05-01T23:59:60Z",
                           "2026-05-01T00:00:00+24:00", "2026-05-01T00:00:00+02:60"}) {
    EXPECT_EQ(moment(text), std::nullopt) << text;
  }
}

TEST(MomentTest, IsShownInUtc) {
  EXPECT_EQ(in_utc(*moment("2026-05-01T01:30:00+02:00")), "2026-04-30T23:30:00Z");
  EXPECT_EQ(in_utc(*moment("2026-12-31T23:59:59Z")), "2026-12-31T23:59:59Z");
}

}  // namespace
}  // namespace batch
