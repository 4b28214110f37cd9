#include "report/layout.hpp"

#include <gtest/gtest.h>

namespace report {
namespace {

TEST(LinesOfTest, ANewlineAtTheEndBeginsNoLine) {
  EXPECT_EQ(lines_of(""), Lines());
  EXPECT_EQ(lines_of("a"), Lines({"a"}));
  EXPECT_EQ(lines_of("a\n"), Lines({"a"}));
  EXPECT_EQ(lines_of("a\n\nb\n"), Lines({"a", "", "b"}));
}

TEST(WrapTest, BreaksBetweenWordsAtTheLimit) {
  EXPECT_EQ(wrap("one two three", 7, ""), Lines({"one two", "three"}));
  EXPECT_EQ(wrap("one two three", 6, ""), Lines({"one", "two", "three"}));
}

TEST(WrapTest, IndentsTheFirstLineAndTheOthersEachItsOwnWay) {
  EXPECT_EQ(wrap("one two three", 10, "Try ", "    "), Lines({"Try one", "    two", "    three"}));
}

TEST(WrapTest, AWordThatIsTooWideStandsAloneAndWhole) {
  EXPECT_EQ(wrap("a incomprehensibilities b", 5, ""), Lines({"a", "incomprehensibilities", "b"}));
}

TEST(WrapTest, NoWordsAreOneLineOfIndent) {
  EXPECT_EQ(wrap("", 5, "> ", ""), Lines({"> "}));
  EXPECT_EQ(wrap("   ", 5, "> ", ""), Lines({"> "}));
}

TEST(SideBySideTest, PadsTheLeftBlockOnlyWhereSomethingStandsOnTheRight) {
  EXPECT_EQ(side_by_side({"a", "b", "c"}, {"x", ""}, 3, 2), Lines({"a    x", "b", "c"}));
  EXPECT_EQ(side_by_side({}, {"x"}, 3, 2), Lines({"     x"}));
}

TEST(FitsTest, EveryLineMustFit) {
  EXPECT_TRUE(fits({}, 0));
  EXPECT_TRUE(fits({"abc", "\xc3\xb6\xc3\xb6\xc3\xb6"}, 3));
  EXPECT_FALSE(fits({"abc", "abcd"}, 3));
}

TEST(PaddedTest, CountsColumnsAndNeverCuts) {
  EXPECT_EQ(padded("\xc3\xb6", 3), "\xc3\xb6  ");
  EXPECT_EQ(padded("abcd", 3), "abcd");
}

}  // namespace
}  // namespace report
