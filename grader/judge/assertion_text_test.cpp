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

TEST(AssertionTextTest, SaysSomethingOfEveryMessage) {
  EXPECT_EQ(read_assertion("").headline, "the test failed");
  EXPECT_EQ(read_assertion("Expected: (a) < (b), actual: 3 vs 2").headline,
            "Expected: (a) < (b), actual: 3 vs 2");
}

}  // namespace
}  // namespace judge
