#include "report/printable.hpp"

#include <gtest/gtest.h>

#include <utility>
#include <vector>

namespace report {
namespace {

using Examples = std::vector<std::pair<std::string, std::string>>;

void expect_printable(const Examples& examples) {
  for (const auto& [text, expected] : examples) {
    EXPECT_EQ(printable(text), expected) << testing::PrintToString(text);
  }
}

TEST(PrintableTest, OrdinaryTextStaysAsItIs) {
  expect_printable({{"", ""},
                    {"int x = 1;\nint y;\n", "int x = 1;\nint y;\n"},
                    {"gr\xc3\xb6\xc3\x9f"
                     "e \xe6\xbc\xa2 \xf0\x9f\x98\x80",
                     "gr\xc3\xb6\xc3\x9f"
                     "e \xe6\xbc\xa2 \xf0\x9f\x98\x80"}});
}

TEST(PrintableTest, ControlSequencesAreRemovedWhole) {
  expect_printable({{"\x1b[31mred\x1b[0m", "red"},
                    {"a\x1b[2Jb\x1b[1;1Hc", "abc"},
                    {"a\x1b[?1049hb", "ab"},
                    {"\x1b]0;title\ashown", "shown"},
                    {"\x1b]8;;http://e\x1b\\link", "link"},
                    {"\x1bPdevice\x1b\\x", "x"},
                    {"\x1b(Bx", "x"},
                    {"\x1b"
                     "cx",
                     "x"}});
}

TEST(PrintableTest, ASequenceThatNeverEndsTakesNoMoreThanItsLine) {
  expect_printable({{"\x1b]0;never\nnext", "\nnext"},
                    {"\x1b[31", ""},
                    {"\x1b[31\nnext", "\nnext"},
                    {"\x1b", ""},
                    {"\x1b\nnext", "\nnext"},
                    {"a\x1b(", "a"}});
}

TEST(PrintableTest, ASequenceCannotBeHiddenInAnother) {
  for (const char* text : {"\x1b\x1b[31mx", "\x1b]\x1b[31mx", "\x1b[\x1b[31mx", "\x1b(\x1b[31mx"}) {
    EXPECT_EQ(printable(text).find('\x1b'), std::string::npos) << testing::PrintToString(text);
  }
}

TEST(PrintableTest, OtherControlCharactersBecomeQuestionMarks) {
  expect_printable({{"a\bb", "a?b"},
                    {"\a", "?"},
                    {std::string("a\0b", 3), "a?b"},
                    {"\x7f", "?"},
                    {"\xc2\x9b"
                     "31m",
                     "?31m"}});
}

TEST(PrintableTest, WhatIsNotUtf8BecomesQuestionMarks) {
  expect_printable({{"\xff\xfe", "??"},
                    {"\xc0\xaf", "??"},            // overlong
                    {"\xe0\x80\xaf", "???"},       // overlong
                    {"\xed\xa0\x80", "???"},       // a surrogate
                    {"\xf4\x90\x80\x80", "????"},  // beyond Unicode
                    {"\xe6\xbc", "??"},            // cut off
                    {"\xe6x", "?x"}});
}

TEST(PrintableTest, WhatDisguisesTextBecomesAQuestionMark) {
  expect_printable({{"\xe2\x80\xae", "?"},        // right-to-left override
                    {"a\xe2\x80\x8b", "a?"},      // zero-width space
                    {"\xef\xbb\xbf", "?"},        // byte order mark
                    {"\xe2\x80\xa8", "?"},        // line separator
                    {"\xf3\xa0\x80\xa1", "?"}});  // tag
}

TEST(PrintableTest, EndsOfLinesAndTabsAreMadeAlike) {
  expect_printable({{"a\r\nb", "a\nb"}, {"50 %\r100 %", "50 %\n100 %"}, {"\tx", "    x"}});
}

TEST(PrintableLineTest, IsOneLineWithoutBlanksAround) {
  EXPECT_EQ(printable_line("  a\n b\r\n\n"), "a  b");
  EXPECT_EQ(printable_line("\n \t"), "");
  EXPECT_EQ(printable_line(""), "");
}

TEST(ColumnsTest, CountsWhatATerminalShows) {
  EXPECT_EQ(columns(""), 0U);
  EXPECT_EQ(columns("abc"), 3U);
  EXPECT_EQ(columns("gr\xc3\xb6\xc3\x9f"
                    "e"),
            5U);
  EXPECT_EQ(columns("\xe6\xbc\xa2"), 2U);
  EXPECT_EQ(columns("e\xcc\x81"), 1U);
}

TEST(CutTest, LeavesWhatFits) {
  EXPECT_EQ(cut("abc", 3), "abc");
  EXPECT_EQ(cut("\xc3\xb6\xc3\xb6\xc3\xb6", 3), "\xc3\xb6\xc3\xb6\xc3\xb6");
}

TEST(CutTest, EndsInDotsAndNeverInsideACharacter) {
  EXPECT_EQ(cut("abcdefgh", 6), "abc...");
  EXPECT_EQ(cut("\xc3\xb6\xc3\xb6\xc3\xb6\xc3\xb6\xc3\xb6", 4), "\xc3\xb6...");
  EXPECT_EQ(cut("\xe6\xbc\xa2\xe6\xbc\xa2\xe6\xbc\xa2", 4), "...");
}

TEST(CutTest, ObeysEvenAbsurdLimits) {
  EXPECT_EQ(cut("abcdef", 2), "..");
  EXPECT_EQ(cut("abcdef", 0), "");
}

}  // namespace
}  // namespace report
