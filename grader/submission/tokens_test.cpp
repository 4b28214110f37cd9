#include "submission/tokens.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace submission {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> texts(std::string_view text) {
  std::vector<std::string> all;
  for (const Token& token : tokenize(text)) {
    all.push_back(token.text);
  }
  return all;
}

std::vector<int> lines(std::string_view text) {
  std::vector<int> all;
  for (const Token& token : tokenize(text)) {
    all.push_back(token.line);
  }
  return all;
}

TEST(TokensTest, NamesNumbersAndPunctuation) {
  EXPECT_THAT(texts("int x=1'000.5e+3+y;"),
              ElementsAre("int", "x", "=", "1'000.5e+3", "+", "y", ";"));
  EXPECT_THAT(texts("0x1p-3 .5f a.b"), ElementsAre("0x1p-3", ".5f", "a", ".", "b"));
}

TEST(TokensTest, CommentsAreNoTokens) {
  EXPECT_THAT(texts("a // b\nc /* d \n e */ f /**/ g /"), ElementsAre("a", "c", "f", "g", "/"));
  EXPECT_THAT(texts("a // b \\\n c\nd"), ElementsAre("a", "d"));
  EXPECT_THAT(texts("/* never closed"), IsEmpty());
}

TEST(TokensTest, WhatStandsInStringsStaysThere) {
  EXPECT_THAT(
      texts(R"(f("a // b", '"', u8"\"", L'x');)"),
      ElementsAre("f", "(", "\"a // b\"", ",", "'\"'", ",", "u8\"\\\"\"", ",", "L'x'", ")", ";"));
}

TEST(TokensTest, ARawStringEndsAtItsOwnDelimiter) {
  EXPECT_THAT(texts("a R\"x(1)\" // )y\" \n)x\" b"),
              ElementsAre("a", "R\"x(1)\" // )y\" \n)x\"", "b"));
  EXPECT_THAT(texts("u8R\"(\\)\" b"), ElementsAre("u8R\"(\\)\"", "b"));
  EXPECT_THAT(lines("R\"(\n\n)\" a"), ElementsAre(1, 3));
}

TEST(TokensTest, ANameThatEndsLikeARawPrefixIsAName) {
  EXPECT_THAT(texts("FOR\"a\""), ElementsAre("FOR", "\"a\""));
}

TEST(TokensTest, ALineSpliceIsNoText) {
  EXPECT_THAT(texts("sys\\\ncall"), ElementsAre("syscall"));
  EXPECT_THAT(texts("a\\ \t\n+\\\r\n+b"), ElementsAre("a", "+", "+", "b"));
  EXPECT_THAT(lines("a\\\n\\\nb c\nd"), ElementsAre(1, 3, 4));
  EXPECT_THAT(texts("/\\\n/ a\nb"), ElementsAre("b"));
}

TEST(TokensTest, DigraphsAreWhatTheyStandFor) {
  EXPECT_THAT(texts("%:line <: :> <% %>"), ElementsAre("#", "line", "[", "]", "{", "}"));
  EXPECT_THAT(texts("%\\\n:"), ElementsAre("#"));
}

TEST(TokensTest, KnowsWhatBeginsALine) {
  std::vector<bool> starts;
  for (const Token& token : tokenize(" # a\n/* x */ # b\rc \\\n d")) {
    starts.push_back(token.starts_line);
  }
  EXPECT_THAT(starts, ElementsAre(true, false, true, false, true, false));
}

TEST(TokensTest, AnUnfinishedStringEndsWithItsLine) {
  EXPECT_THAT(texts("#error don't\na"), ElementsAre("#", "error", "don", "'t", "a"));
  EXPECT_THAT(texts("\"open\nb\""), ElementsAre("\"open", "b", "\""));
  EXPECT_THAT(texts("R\"never"), ElementsAre("R\"never"));
}

TEST(TokensTest, AnyBytesAreTokens) {
  std::string all;
  for (int byte = 0; byte < 256; ++byte) {
    all += static_cast<char>(byte);
    all += "\\'\"/*"[byte % 5];
  }
  std::size_t size = 0;
  for (const Token& token : tokenize(all)) {
    EXPECT_FALSE(token.text.empty());
    size += token.text.size();
  }
  EXPECT_LE(size, all.size());
  EXPECT_THAT(tokenize(""), IsEmpty());
  EXPECT_THAT(texts("\\"), ElementsAre("\\"));
}

TEST(TokensTest, FindsASequence) {
  const auto tokens = tokenize("std :: /* x */ async (f)");
  EXPECT_TRUE(stands_at(tokens, 0, tokenize("std::async")));
  EXPECT_FALSE(stands_at(tokens, 1, tokenize("std::async")));
  EXPECT_FALSE(stands_at(tokens, tokens.size() - 1, tokenize(") ;")));
}

}  // namespace
}  // namespace submission
