#include "cli/standing.hpp"

#include <gtest/gtest.h>

#include "sandbox/scratch_tree.hpp"

namespace cli {
namespace {

class StandingTest : public testing::Test {
 protected:
  StandingTest() {
    exercise_.id = "02-races";
    exercise_.folder = tree_.path() / "exercises" / "02-races";
    exercise_.submit = {"races.cpp"};
  }

  void write(const std::string& text) { tree_.add("exercises/02-races/races.cpp", text); }

  // Part of the tests passed.
  void grade(int earned, int not_measured = 0) {
    report::ExerciseReport graded;
    graded.exercise = exercise_;
    graded.grade.parts = {{.part = course::Part::tests,
                           .earned = earned,
                           .possible = 100,
                           .not_measured = not_measured}};
    remember(graded, tree_.path());
  }

  Standing standing() const { return standing_of(exercise_, tree_.path()); }
  std::string words() const { return in_words(standing()); }

  sandbox::ScratchTree tree_;
  course::Exercise exercise_;
};

TEST_F(StandingTest, WhatWasNeverGradedIsToDoAsLongAsASkeletonIsLeft) {
  write("int f() { throw NotWrittenYet(\"f\"); }\n");
  EXPECT_EQ(words(), "to do");
  EXPECT_FALSE(standing().is_done());
  write("int f() { return 1; }\n");
  EXPECT_EQ(words(), "not graded yet");
  EXPECT_FALSE(standing().is_done());
}

TEST_F(StandingTest, WhatWasGradedKeepsItsPointsUntilItChanges) {
  write("int f() { return 1; }\n");
  grade(60);
  EXPECT_EQ(words(), "60 of 100");
  EXPECT_FALSE(standing().is_done());
  write("int f() { return 2; }\n");
  EXPECT_EQ(words(), "60 of 100, changed since");
  grade(100);
  EXPECT_EQ(words(), "100 of 100");
  EXPECT_TRUE(standing().is_done());
  write("int f() { return 3; }\n");
  EXPECT_FALSE(standing().is_done());
}

TEST_F(StandingTest, WhatCouldNotBeMeasuredIsNotMissing) {
  write("int f() { return 1; }\n");
  grade(80, 20);
  EXPECT_EQ(words(), "80 of 80, 20 not measured");
  EXPECT_TRUE(standing().is_done());
}

TEST_F(StandingTest, BytesThatAreNoTextAreCompared) {
  write("\xff\xfe");
  grade(10);
  EXPECT_EQ(words(), "10 of 100");
  write("\xff\xff");
  EXPECT_EQ(words(), "10 of 100, changed since");
}

TEST_F(StandingTest, ADamagedFileCountsAsNone) {
  write("int f() { return 1; }\n");
  for (const char* damaged : {"", "{}", "\xa1", "\xff\xff\xff"}) {
    tree_.add("build/progress/02-races.json", damaged);
    EXPECT_EQ(words(), "not graded yet") << damaged;
  }
}

}  // namespace
}  // namespace cli
