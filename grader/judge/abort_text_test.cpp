#include "judge/abort_text.hpp"

#include <gtest/gtest.h>

namespace judge {
namespace {

// As libstdc++ 12 and clang 19 write it.
const std::string kHeaders = "/usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/";

std::string headline(const std::string& errors) {
  const auto text = read_abort(errors);
  return text ? text->headline : "nothing";
}

std::string advice(const std::string& errors) {
  const auto text = read_abort(errors);
  return text ? text->advice : "nothing";
}

TEST(AbortTextTest, AnAssertionOfTheLibraryNamesItsFunctionAndWhatThatNeeds) {
  const std::string line = kHeaders +
                           "bits/stl_vector.h:1123: reference std::vector<int>::operator[]"
                           "(size_type) [_Tp = int, _Alloc = std::allocator<int>]: Assertion "
                           "'__n < this->size()' failed.\n";
  EXPECT_EQ(headline(line),
            "the standard library stopped the program: std::vector<int>::operator[] needs "
            "__n < this->size()");
  EXPECT_EQ(advice(line), "an index lies beyond the end");
  EXPECT_EQ(headline("hello\n" + line + "bye\n"), headline(line));
}

TEST(AbortTextTest, AFunctionThatOnlyTheLibraryKnowsIsNamedByItsHeader) {
  const std::string line =
      kHeaders +
      "optional:477: _Tp &std::_Optional_base_impl<int, std::_Optional_base<int>>::_M_get() "
      "[_Tp = int, _Dp = std::_Optional_base<int>]: Assertion 'this->_M_is_engaged()' failed.";
  EXPECT_EQ(headline(line),
            "the standard library stopped the program: <optional> needs this->_M_is_engaged()");
  EXPECT_EQ(advice(line), "the optional holds nothing: ask has_value() first");
}

TEST(AbortTextTest, EmptyIsNotBeyondTheEnd) {
  const std::string line = kHeaders +
                           "bits/stl_vector.h:1206: reference std::vector<int>::front() [_Tp = "
                           "int]: Assertion '!this->empty()' failed.\n";
  EXPECT_EQ(advice(line), "the container is empty: it has no such element");
}

TEST(AbortTextTest, AnExceptionThatNobodyCatchesIsNamed) {
  const std::string errors =
      "terminate called after throwing an instance of 'std::runtime_error'\n"
      "  what():  no such page\n";
  EXPECT_EQ(headline(errors),
            "nobody caught an exception of type std::runtime_error: no such page");
  EXPECT_EQ(headline("terminate called after throwing an instance of 'int'\n"),
            "nobody caught an exception of type int");
}

TEST(AbortTextTest, AThreadThatNobodyJoined) {
  EXPECT_EQ(headline("terminate called without an active exception\n"),
            "std::terminate ended the program, and no exception was under way");
}

TEST(AbortTextTest, TheLastWordCounts) {
  EXPECT_EQ(headline("terminate called without an active exception\n"
                     "terminate called after throwing an instance of 'int'\n"),
            "nobody caught an exception of type int");
}

TEST(AbortTextTest, OtherWordsSayNothing) {
  EXPECT_EQ(headline(""), "nothing");
  EXPECT_EQ(headline("Assertion 'x' failed.\n"), "nothing");
  EXPECT_EQ(headline("mine.cpp:3: int f(): Assertion 'x' failed.\n"), "nothing");
  EXPECT_EQ(headline("/c++/: Assertion '"), "nothing");
  EXPECT_EQ(headline("/c++/: Assertion '' failed."),
            "the standard library stopped the program: <> needs ");
}

}  // namespace
}  // namespace judge
