#include "batch/late_days.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>

namespace batch {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::ThrowsMessage;
using Numbers = std::vector<std::optional<int>>;

const std::vector<std::string> kExercises{"03", "04"};
constexpr const char* kHeads =
    "submission,exercise,points before,due,handed in,days late,free days used,percent taken,"
    "points after\r\n";

LatePolicy policy() {
  LatePolicy rules;
  rules.shown = "late.toml";
  rules.hand_ins = "times.csv";
  rules.rules = {.free_days = 1, .percent_per_day = 10, .zero_after_days = 3};
  rules.due = {{"02", *moment("2026-04-24T00:00Z")},
               {"03", *moment("2026-05-01T00:00Z")},
               {"04", *moment("2026-05-08T00:00Z")}};
  return rules;
}

std::optional<std::string> exercise_named(std::string_view name) {
  return name.size() == 2 && name[0] == '0' ? std::optional<std::string>(name) : std::nullopt;
}

HandInTime time_of(const std::string& student, const std::string& exercise, const char* at) {
  return {student, exercise, *moment(at)};
}

LateDays days_of(const std::vector<Earned>& earned, const std::vector<HandInTime>& times,
                 const LatePolicy& rules = policy()) {
  return late_days(kExercises, earned, rules, times, exercise_named);
}

// Of the only student: 03, 04 and the sum.
Numbers points(const LateDays& late) {
  const LateLine& line = late.lines.at(0);
  return {line.points(kExercises, "03"), line.points(kExercises, "04"),
          line.points(kExercises, "")};
}

TEST(LateDaysTest, TheSumIsThatOfThePointsAfterThePolicy) {
  const LateDays late =
      days_of({{"alice", {{80, 90}}}}, {time_of("alice", "03", "2026-05-02T00:00Z"),
                                        time_of("alice", "04", "2026-05-09T00:00:01Z")});
  EXPECT_EQ(points(late), (Numbers{80, 72, 152}));
  EXPECT_THAT(late.doubts, IsEmpty());
  EXPECT_EQ(late_csv(kExercises, late.lines),
            std::string(kHeads) +
                "alice,03,80,2026-05-01T00:00:00Z,2026-05-02T00:00:00Z,1,1,0,80\r\n"
                "alice,04,90,2026-05-08T00:00:00Z,2026-05-09T00:00:01Z,2,0,20,72\r\n");
}

TEST(LateDaysTest, WhoHandedInNothingHasNothingAndIsNotLate) {
  const LateDays late = days_of({{"alice", {std::nullopt, std::nullopt}}}, {});
  EXPECT_EQ(points(late), (Numbers{0, 0, 0}));
  EXPECT_THAT(late.doubts, IsEmpty());
  EXPECT_EQ(late_csv(kExercises, late.lines), std::string(kHeads) +
                                                  "alice,03,,2026-05-01T00:00:00Z,,,,,\r\n"
                                                  "alice,04,,2026-05-08T00:00:00Z,,,,,\r\n");
}

TEST(LateDaysTest, OfSeveralTimesTheLatestCounts) {
  const LateDays late = days_of(
      {{"alice", {{80, std::nullopt}}}},
      {time_of("alice", "03", "2026-05-03T00:00Z"), time_of("ALICE", "03", "2026-04-30T00:00Z")});
  EXPECT_EQ(points(late), (Numbers{72, 0, 72}));
}

TEST(LateDaysTest, FreeDaysOfAnotherBatchsExercisesAreSpent) {
  const LateDays late = days_of(
      {{"alice", {{80, std::nullopt}}}},
      {time_of("alice", "02", "2026-04-25T00:00Z"), time_of("alice", "03", "2026-05-02T00:00Z")});
  EXPECT_EQ(points(late), (Numbers{72, 0, 72}));
}

TEST(LateDaysTest, AnExtensionOfOneExerciseGoesBeforeThatOfAll) {
  LatePolicy rules = policy();
  rules.rules.free_days = 0;
  rules.extensions = {{.student = "Alice", .exercise = "", .due = {}, .days = std::chrono::days(1)},
                      {.student = "alice", .exercise = "04", .due = moment("2026-05-10T00:00Z")}};
  const std::vector<HandInTime> times{time_of("alice", "03", "2026-05-03T00:00Z"),
                                      time_of("alice", "04", "2026-05-10T00:00Z")};
  EXPECT_EQ(points(days_of({{"alice", {{80, 90}}}}, times, rules)), (Numbers{72, 90, 162}));
  rules.extensions.pop_back();
  EXPECT_EQ(points(days_of({{"alice", {{80, 90}}}}, times, rules)), (Numbers{72, 81, 153}));
}

TEST(LateDaysTest, WithoutATimeThereAreNoPointsToFillIn) {
  const LateDays late =
      days_of({{"alice", {{80, 90}}}}, {time_of("alice", "04", "2026-05-07T00:00Z")});
  EXPECT_EQ(points(late), (Numbers{std::nullopt, 90, std::nullopt}));
  EXPECT_THAT(late.lines[0].timeless, ElementsAre("03"));
  EXPECT_THAT(late_csv(kExercises, late.lines),
              HasSubstr("alice,03,80,2026-05-01T00:00:00Z,,,,,\r\n"));
}

TEST(LateDaysTest, WhatOneUnknownTimeMakesUncertainStaysEmpty) {
  const LateDays late =
      days_of({{"alice", {{80, 90}}}}, {time_of("alice", "04", "2026-05-09T00:00Z")});
  EXPECT_EQ(points(late), (Numbers{std::nullopt, std::nullopt, std::nullopt}));
  EXPECT_THAT(late_csv(kExercises, late.lines),
              HasSubstr("alice,04,90,2026-05-08T00:00:00Z,2026-05-09T00:00:00Z,1,,,\r\n"));
}

TEST(LateDaysTest, AStudentIsNoFormula) {
  const LateDays late = days_of({{"=cmd(), 1", {{80, std::nullopt}}}}, {});
  EXPECT_THAT(late_csv(kExercises, late.lines), HasSubstr("\r\n\"'=cmd(), 1\",03,80,"));
}

TEST(LateDaysTest, WhatDoesNotFitTogetherIsListed) {
  LatePolicy rules = policy();
  rules.extensions = {{.student = "alcie", .exercise = "", .due = {}, .line = 12}};
  const LateDays late = days_of(
      {{"alice", {{80, std::nullopt}}}},
      {time_of("alice", "03", "2026-05-01T00:00Z"), time_of("alice", "04", "2026-05-01T00:00Z"),
       time_of("bob", "03", "2026-05-01T00:00Z"), time_of("bob", "02", "2026-05-01T00:00Z"),
       time_of("bob", "09", "2026-05-01T00:00Z"), time_of("bob", "exam", "2026-05-01T00:00Z"),
       time_of("eve", "exam", "2026-05-01T00:00Z")},
      rules);
  EXPECT_THAT(late.doubts,
              ElementsAre("late.toml:12: the extension of alcie, of whom the batch holds nothing",
                          "times.csv: a hand-in of 03 by bob, of whom the batch holds nothing",
                          "times.csv: a hand-in of 09, which was never due",
                          "times.csv: 2 hand-ins of exam, which is no exercise",
                          "times.csv: a hand-in of 04 by alice, of which the batch holds nothing"));
  EXPECT_EQ(points(late), (Numbers{80, 0, 80}));
}

TEST(LateDaysTest, WhatTheBatchHoldsMustHaveBeenDue) {
  LatePolicy rules = policy();
  rules.due.erase("04");
  EXPECT_THAT([&] { days_of({}, {}, rules); },
              ThrowsMessage<std::runtime_error>(HasSubstr("late.toml:1: the batch holds 04; ")));
}

}  // namespace
}  // namespace batch
