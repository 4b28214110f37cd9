#include "judge/assertion_text.hpp"

#include <gtest/gtest.h>

namespace judge {
namespace {

// Messages as GoogleTest 1.12 writes them.

TEST(AssertionTextTest, TakesTheWordsOfTheTestsAuthor) {
  EXPECT_EQ(read_assertion("Value of: meeting.took_place()\n  Actual: false\nExpected: true\n"
                           "the four fetches were never under way at once")
                .headline,
            "the four fetches were never under way at once");
  EXPECT_EQ(read_assertion("Failed\nleft behind: 1 thread").headline, "left behind: 1 thread");
}

TEST(AssertionTextTest, PutsAComparisonIntoOneSentence) {
  EXPECT_EQ(read_assertion("Expected equality of these values:\n  counter.value()\n"
                           "    Which is: 399998\n  400000")
                .headline,
            "counter.value() is 399998, but should equal 400000");
}

TEST(AssertionTextTest, PutsATruthIntoOneSentence) {
  EXPECT_EQ(read_assertion("Value of: event.is_set()\n  Actual: false\nExpected: true").headline,
            "event.is_set() is false, not true");
}

TEST(AssertionTextTest, ShowsTheTextOfAnException) {
  const AssertionText text =
      read_assertion("C++ exception with description \"no such account\" thrown in the test body.");
  EXPECT_TRUE(text.is_exception);
  EXPECT_EQ(text.headline, "an exception came out: no such account");
}

TEST(AssertionTextTest, KeepsTheSkeletonsWordsAsTheyAre) {
  EXPECT_EQ(read_assertion("C++ exception with description \"fetch_all is not written yet\" "
                           "thrown in the test body.")
                .headline,
            "fetch_all is not written yet");
  EXPECT_EQ(read_assertion("Expected: pop() throws an exception of type QueueClosed.\n"
                           "  Actual: it throws course::NotWrittenYet with description \"pop is "
                           "not written yet\".")
                .headline,
            "pop is not written yet");
}

TEST(AssertionTextTest, TakesTheWordsOfTheAuthorAfterAnExceptionToo) {
  const AssertionText text = read_assertion(
      "Expected: boom() doesn't throw an exception.\n"
      "  Actual: it throws std::runtime_error with description \"boom\".\nno caller expects it");
  EXPECT_EQ(text.headline, "no caller expects it");
  EXPECT_FALSE(text.is_exception);
}

TEST(AssertionTextTest, AnExceptionOfUnknownTypeIsOneToo) {
  const AssertionText text = read_assertion("Unknown C++ exception thrown in the test body.");
  EXPECT_TRUE(text.is_exception);
  EXPECT_EQ(text.headline, "an exception came out: Unknown C++ exception thrown in the test body.");
}

TEST(AssertionTextTest, AnExceptionThatDidNotComeIsNone) {
  const AssertionText text = read_assertion(
      "Expected: pop() throws an exception of type QueueClosed.\n  Actual: it throws nothing.");
  EXPECT_FALSE(text.is_exception);
  EXPECT_EQ(text.headline,
            "Expected: pop() throws an exception of type QueueClosed; Actual: it throws nothing");
}

TEST(AssertionTextTest, ShowsBothOperandsWithTheirValues) {
  EXPECT_EQ(read_assertion("Expected equality of these values:\n  got\n    Which is: 3\n  want\n"
                           "    Which is: 4")
                .headline,
            "got is 3, but should equal want is 4");
  EXPECT_EQ(read_assertion("Expected equality of these values:\n  3\n  4").headline,
            "3, but should equal 4");
}

TEST(AssertionTextTest, LeavesOutTheDifferenceOfTexts) {
  const std::string message =
      "Expected equality of these values:\n  s\n    Which is: \"a\\nb\\n\"\n  \"a\\nc\\n\"\n"
      "With diff:\n@@ -1,2 +1,2 @@\n a\n-b\\n\n+c\\n\n";
  EXPECT_EQ(read_assertion(message).headline, "s is \"a\\nb\\n\", but should equal \"a\\nc\\n\"");
  EXPECT_EQ(read_assertion(message + "\nthe second line is lost").headline,
            "the second line is lost");
}

TEST(AssertionTextTest, LeavesOutTraces) {
  EXPECT_EQ(read_assertion("Expected equality of these values:\n  sum()\n    Which is: 3\n  4\n"
                           "Google Test trace:\nm_test.cpp:44: round 3")
                .headline,
            "sum() is 3, but should equal 4");
  EXPECT_EQ(read_assertion("Failed\nwords\nGoogle Test trace:\nm_test.cpp:45: round 3").headline,
            "words");
}

TEST(AssertionTextTest, SaysWhatIsTooFarApartOrNotTrue) {
  EXPECT_EQ(read_assertion("The difference between 1.0 and root is 3, which exceeds limit, where\n"
                           "1.0 evaluates to 1,\nroot evaluates to 4, and\nlimit evaluates to 0.1.")
                .headline,
            "The difference between 1.0 and root is 3, which exceeds limit");
  EXPECT_EQ(read_assertion("is_even(x) evaluates to false, where\nx evaluates to 3").headline,
            "is_even(x) evaluates to false");
}

TEST(AssertionTextTest, SaysSomethingOfEveryMessage) {
  EXPECT_EQ(read_assertion("").headline, "the test failed");
  EXPECT_EQ(read_assertion("Expected: (a) < (b), actual: 3 vs 2").headline,
            "Expected: (a) < (b), actual: 3 vs 2");
}

}  // namespace
}  // namespace judge
