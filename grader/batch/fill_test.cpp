#include "batch/fill.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace batch {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::ThrowsMessage;

// As the two write it: Canvas quotes names and has a second head, Moodle a mark in front.
constexpr const char* kCanvas =
    "Student,ID,SIS User ID,SIS Login ID,Section,Locks (7123),Final Grade\r\n"
    "    Points Possible,,,,,100.0,(read only)\r\n"
    "\"Doe, Alice\",11,u11,alice,A,,\r\n"
    "\"Roe, \"\"Bob\"\"\",12,u12,bob,A,55,\r\n";
constexpr const char* kMoodle =
    "\xEF\xBB\xBF"
    "Identifier,\"Full name\",\"Email address\",Grade,\"Maximum Grade\"\n"
    "\"Participant 4\",\"Alice Doe\",Alice@example.org,,100.00\n"
    "\"Participant 5\",\"Bob Roe\",bob@example.org,,100.00\n";

TEST(FillTest, CanvasKeepsEveryOtherByte) {
  const Filled filled = fill(kCanvas, "Locks (7123)", {{"alice", 90}}, false);
  std::string expected = kCanvas;
  expected.replace(expected.find("alice,A,,"), 9, "alice,A,90,");
  EXPECT_EQ(filled.text, expected);
  EXPECT_EQ(filled.count, 1U);
  EXPECT_THAT(filled.refused, IsEmpty());
}

TEST(FillTest, MoodleKnowsStudentsByMailAddressNameOrNumber) {
  for (const std::string name : {"alice", "ALICE@example.org", "Alice Doe", "Participant 4"}) {
    EXPECT_THAT(fill(kMoodle, "Grade", {{name, 90}}, false).text,
                HasSubstr("Alice@example.org,90,100.00\n"))
        << name;
  }
}

TEST(FillTest, TheBeginningOfAHeadIsEnoughIfItIsOnlyOnes) {
  EXPECT_EQ(fill(kCanvas, "Locks", {{"alice", 90}}, false).count, 1U);
  EXPECT_THAT(
      [] { fill(kCanvas, "S", {}, false); },
      ThrowsMessage<std::runtime_error>(HasSubstr("more than one column; there are: Student")));
  EXPECT_THAT([] { fill(kCanvas, "Races", {}, false); },
              ThrowsMessage<std::runtime_error>(HasSubstr("Races is the head of no column")));
}

TEST(FillTest, WhomItDoesNotKnowItRefuses) {
  const Filled filled = fill(kCanvas, "Locks", {{"eve", 100}}, false);
  EXPECT_EQ(filled.text, kCanvas);
  EXPECT_THAT(filled.refused, ElementsAre("eve, 100 points: no line has this name"));
}

TEST(FillTest, WhatStandsThereIsKeptUnlessItIsToBeReplaced) {
  const Filled kept = fill(kCanvas, "Locks", {{"bob", 60}}, false);
  EXPECT_EQ(kept.text, kCanvas);
  EXPECT_THAT(kept.refused, ElementsAre("bob, 60 points: the field holds 55 already"));
  EXPECT_THAT(fill(kCanvas, "Locks", {{"bob", 60}}, true).text, HasSubstr("bob,A,60,\r\n"));
  EXPECT_EQ(fill(kCanvas, "Locks", {{"bob", 55}}, false).count, 1U);
}

TEST(FillTest, ANameOfSeveralLinesIsNobodys) {
  const std::string twins = "Username,Full name,Grade\nann1,Ann,\nann2,Ann,\n";
  EXPECT_THAT(fill(twins, "Grade", {{"Ann", 1}}, false).refused,
              ElementsAre("Ann, 1 points: several lines have this name"));
  EXPECT_THAT(fill(twins, "Grade", {{"ann1", 1}, {"ANN1", 2}}, false).refused,
              ElementsAre("ANN1, 2 points: another submission has this line"));
}

}  // namespace
}  // namespace batch
