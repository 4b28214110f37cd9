#include "batch/late_policy.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>

namespace batch {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

constexpr const char* kGood = R"(hand_ins = "times.csv"
free_days = 3
percent_per_day = 10
zero_after_days = 5

[due]
03 = 2026-05-01T23:59:59+02:00
04-events = 2026-05-08T22:00:00Z

[[extension]]
student = "alice"
exercise = "locks"
due = 2026-05-03T12:00:00+02:00

[[extension]]
student = "bob"
days = 7
)";

std::optional<std::string> exercise_named(std::string_view name) {
  if (name == "03" || name == "locks" || name == "03-locks") {
    return "03-locks";
  }
  return name == "04-events" ? std::optional<std::string>(name) : std::nullopt;
}

LatePolicy read(const std::string& text) {
  return read_late_policy(text, "late.toml", exercise_named);
}

template <class Read>
std::string error_of(Read read_it) {
  try {
    read_it();
    return "no error";
  } catch (const std::runtime_error& error) {
    return error.what();
  }
}

std::string error_with(const std::string& what, const std::string& instead) {
  std::string text = kGood;
  const auto at = text.find(what);
  EXPECT_NE(at, std::string::npos) << what;
  text.replace(at, what.size(), instead);
  return error_of([&] { read(text); });
}

TEST(LatePolicyTest, ReadsAllThatItSays) {
  const LatePolicy policy = read(kGood);
  EXPECT_EQ(policy.hand_ins, "times.csv");
  EXPECT_EQ(policy.rules.free_days, 3);
  EXPECT_EQ(policy.rules.percent_per_day, 10);
  EXPECT_EQ(policy.rules.zero_after_days, 5);
  EXPECT_EQ(policy.due_of("03-locks"), moment("2026-05-01T21:59:59Z"));
  EXPECT_EQ(policy.due_of("04-events"), moment("2026-05-08T22:00Z"));
  EXPECT_EQ(policy.due_of("05-cpu-or-io"), std::nullopt);
  ASSERT_EQ(policy.extensions.size(), 2U);
  EXPECT_EQ(policy.extensions[0].exercise, "03-locks");
  EXPECT_EQ(policy.extensions[0].due, moment("2026-05-03T10:00Z"));
  EXPECT_EQ(policy.extensions[1].student, "bob");
  EXPECT_EQ(policy.extensions[1].exercise, "");
  EXPECT_EQ(policy.extensions[1].days, std::chrono::days(7));
}

TEST(LatePolicyTest, OneTimeMayBeForAll) {
  const LatePolicy policy =
      read("hand_ins = \"t.csv\"\npercent_per_day = 10\ndue = 2026-05-01T22:00:00Z\n");
  EXPECT_EQ(policy.due_of("03-locks"), moment("2026-05-01T22:00Z"));
  EXPECT_EQ(policy.rules.free_days, 0);
  EXPECT_EQ(policy.rules.zero_after_days, std::nullopt);
  EXPECT_THAT(policy.extensions, IsEmpty());
}

TEST(LatePolicyTest, ATimeNeedsItsOffset) {
  for (const std::string instead :
       {"03 = 2026-05-01T23:59:59", "03 = 2026-05-01", "03 = \"2026-05-01T23:59:59+02:00\"",
        "03 = 2026-05-01T23:59:59.5+02:00", "03 = 7"}) {
    EXPECT_THAT(error_with("03 = 2026-05-01T23:59:59+02:00", instead),
                HasSubstr("late.toml:7: '03' must be a time with its offset from UTC"))
        << instead;
  }
  EXPECT_THAT(error_with("2026-05-01T", "2026-04-31T"), HasSubstr("late.toml:7: "));
}

TEST(LatePolicyTest, WhatItDoesNotKnowItRefuses) {
  EXPECT_THAT(error_with("free_days", "free_day"),
              HasSubstr("late.toml:2: unknown key 'free_day'; known are hand_ins, due, "));
  EXPECT_THAT(error_with("\ndays = 7", "\nweeks = 1"), HasSubstr("late.toml:17: unknown key"));
  EXPECT_THAT(error_with("04-events", "04-event"),
              HasSubstr("late.toml:8: no exercise is called 04-event"));
  EXPECT_THAT(error_with("\"locks\"", "\"lock\""),
              HasSubstr("late.toml:12: no exercise is called lock"));
  EXPECT_THAT(error_with("04-events", "03-locks"), HasSubstr(": 03-locks is due twice"));
  EXPECT_THAT(error_with("percent_per_day = 10", "percent_per_day = 101"),
              HasSubstr("late.toml:3: 'percent_per_day' must be an integer from 0 to 100"));
  EXPECT_THAT(error_with("percent_per_day = 10\n", ""), HasSubstr("missing key 'percent_per_day'"));
  EXPECT_THAT(error_with("[due]", "[due"), HasSubstr("late.toml:6: "));
}

TEST(LatePolicyTest, AnExtensionSaysHowLongAndIsOne) {
  EXPECT_THAT(error_with("days = 7\n", ""), HasSubstr("needs one of the two"));
  EXPECT_THAT(error_with("days = 7", "days = 7\ndue = 2026-06-01T00:00:00Z"),
              HasSubstr("needs one of the two"));
  EXPECT_THAT(error_with("days = 7", "due = 2026-06-01T00:00:00Z"),
              HasSubstr("'due' in [[extension]] needs its 'exercise'"));
  EXPECT_THAT(error_with("2026-05-03T12", "2026-04-03T12"),
              HasSubstr("late.toml:13: 03-locks is due later for the class"));
  EXPECT_THAT(error_with("\"bob\"", "\"Alice\"\nexercise = \"03\""),
              HasSubstr("Alice has this extension twice"));
}

TEST(HandInTimesTest, ColumnsStandInAnyOrder) {
  const auto times = read_hand_in_times(
      "\xEF\xBB\xBFTime,id,Student,Exercise\r\n2026-05-01T23:59+02:00,7,\"a,b\",03\r\n", "t.csv");
  ASSERT_EQ(times.size(), 1U);
  EXPECT_EQ(times[0].student, "a,b");
  EXPECT_EQ(times[0].exercise, "03");
  EXPECT_EQ(times[0].at, moment("2026-05-01T21:59Z"));
}

TEST(HandInTimesTest, WhatIsWrongSaysWhere) {
  const auto error = [](const std::string& text) {
    return error_of([&] { read_hand_in_times(text, "t.csv"); });
  };
  const std::string heads = "student,exercise,time\n";
  EXPECT_THAT(error(""), HasSubstr("t.csv:1: no column student"));
  EXPECT_THAT(error("student,exercise\n"), HasSubstr("t.csv:1: no column time"));
  EXPECT_THAT(error(heads + "\nalice,03,2026-05-01T23:59:00\n"),
              HasSubstr("t.csv:3: '2026-05-01T23:59:00' is no time with its offset from UTC"));
  EXPECT_THAT(error(heads + "\"two\nlines\",03\n"), HasSubstr("t.csv:2: the line is too short"));
  EXPECT_THAT(error(heads + "\"alice\n"), HasSubstr("t.csv: line 2: a field begins with a quote"));
}

}  // namespace
}  // namespace batch
