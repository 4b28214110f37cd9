#include "report/markdown_text.hpp"

#include <gtest/gtest.h>

namespace report {
namespace {

TEST(EscapedTest, OrdinaryWordsStayReadable) {
  const char* words = "a.cpp:31, 2 of 3 (95 % CI 98-100); it's done: yes/no = ?";
  EXPECT_EQ(escaped(words), words);
}

TEST(EscapedTest, WhatHasAMeaningBecomesAnEntity) {
  EXPECT_EQ(escaped("a|b"), "a&#124;b");
  EXPECT_EQ(escaped("</details>"), "&#60;/details&#62;");
  EXPECT_EQ(escaped("&lt;"), "&#38;lt;");
  EXPECT_EQ(escaped("`x`"), "&#96;x&#96;");
  EXPECT_EQ(escaped("*b* _i_ ~s~"), "&#42;b&#42; &#95;i&#95; &#126;s&#126;");
  EXPECT_EQ(escaped("[x](y)"), "&#91;x&#93;(y)");
  EXPECT_EQ(escaped("#1 @all $x$ \\"), "&#35;1 &#64;all &#36;x&#36; &#92;");
}

TEST(EscapedTest, LinksAndEmojiAreJustText) {
  EXPECT_EQ(escaped("https://e.example"), "https&#58;//e.example");
  EXPECT_EQ(escaped("www.e.example"), "www&#46;e.example");
  EXPECT_EQ(escaped(":tada:"), "&#58;tada:");
}

TEST(EscapedTest, IsOnePrintableLine) {
  EXPECT_EQ(escaped("a\n# b\r\n\x1b[31mc\xff\n"), "a &#35; b c?");
  EXPECT_EQ(escaped(""), "");
}

TEST(CodeTest, IsEscapedToo) {
  EXPECT_EQ(code("a`|</code>"), "<code>a&#96;&#124;&#60;/code&#62;</code>");
}

TEST(FencedTest, TheFenceIsLongerThanAnyInTheText) {
  EXPECT_EQ(fenced({"x"}), "```text\nx\n```\n");
  EXPECT_EQ(fenced({"```", "a ````` b"}), "``````text\n```\na ````` b\n``````\n");
}

}  // namespace
}  // namespace report
