#include "submission/preprocessed.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace submission {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

bool is_relative(const std::string& file) {
  return !file.starts_with('/') && !file.starts_with('<');
}

std::vector<std::string> own(std::string_view text) {
  std::vector<std::string> all;
  for (const Stretch& stretch : own_tokens(text, is_relative)) {
    for (const Token& token : stretch.tokens) {
      all.push_back(stretch.file + ":" + std::to_string(token.line) + " " + token.text);
    }
  }
  return all;
}

// As clang 19 prints it.
constexpr const char* kOutput =
    "# 1 \"01-threads/threads.cpp\"\n"
    "# 1 \"<built-in>\" 1\n"
    "# 1 \"<command line>\" 1\n"
    "# 1 \"<built-in>\" 2\n"
    "# 1 \"01-threads/threads.cpp\" 2\n"
    "# 1 \"/usr/include/unistd.h\" 1 3 4\n"
    "extern long syscall(long, ...);\n"
    "# 2 \"01-threads/threads.cpp\" 2\n"
    "\n"
    "int a;\n"
    "# 20 \"01-threads/threads.cpp\"\n"
    "int b;\n";

TEST(PreprocessedTest, TokensKeepTheirFileAndLine) {
  EXPECT_THAT(own(kOutput),
              ElementsAre("01-threads/threads.cpp:3 int", "01-threads/threads.cpp:3 a",
                          "01-threads/threads.cpp:3 ;", "01-threads/threads.cpp:20 int",
                          "01-threads/threads.cpp:20 b", "01-threads/threads.cpp:20 ;"));
}

TEST(PreprocessedTest, ARawStringCannotPassForAMarker) {
  EXPECT_THAT(own("# 1 \"a.cpp\"\nx R\"(\n# 1 \"/usr/x\" 3\n)\" y\n"),
              ElementsAre("a.cpp:1 x", "a.cpp:1 R\"(\n# 1 \"/usr/x\" 3\n)\"", "a.cpp:3 y"));
}

TEST(PreprocessedTest, APragmaIsText) {
  EXPECT_THAT(own("# 1 \"a.cpp\"\n#pragma once\n"),
              ElementsAre("a.cpp:1 #", "a.cpp:1 pragma", "a.cpp:1 once"));
}

TEST(PreprocessedTest, StrangeNamesAndNoText) {
  EXPECT_THAT(own(""), IsEmpty());
  EXPECT_THAT(own("# 1 \"/usr/a\\\"b\"\nint x;\n# 1 \"c\"\n1\n"), ElementsAre("c:1 1"));
  EXPECT_THAT(own("# 99999999999999999999 \"a\"\n"), IsEmpty());
}

KnownAndRest apart(const std::string& known, std::string_view text) {
  return set_apart(text, [&](const std::string& file) { return file == known; });
}

std::string without(const std::string& known, std::string_view text) {
  return apart(known, text).rest;
}

TEST(PreprocessedTest, AFileThatIsLeftOutTakesWhatItIncludesWithIt) {
  EXPECT_EQ(without("/usr/include/a.h",
                    "# 1 \"01/x.cpp\"\n"
                    "int first;\n"
                    "# 1 \"/usr/include/a.h\" 1 3\n"
                    "int a;\n"
                    "# 1 \"/usr/include/b.h\" 1 3 4\n"
                    "int b;\n"
                    "# 7 \"/usr/include/b.h\" 3 4\n"
                    "# 2 \"/usr/include/a.h\" 2 3\n"
                    "int c;\n"
                    "# 3 \"01/x.cpp\" 2\n"
                    "int last;\n"),
            "# 1 \"01/x.cpp\"\n"
            "int first;\n"
            "# 3 \"01/x.cpp\"\n"
            "int last;\n");
}

TEST(PreprocessedTest, AFileIsLeftOutWhoeverIncludesIt) {
  EXPECT_EQ(without("/usr/include/a.h",
                    "# 1 \"x.cpp\"\n"
                    "# 1 \"/usr/include/b.h\" 1 3\n"
                    "int b;\n"
                    "# 1 \"/usr/include/a.h\" 1 3\n"
                    "int a;\n"
                    "# 2 \"/usr/include/b.h\" 2 3 4\n"
                    "int c;\n"
                    "# 2 \"x.cpp\" 2\n"),
            "# 1 \"x.cpp\"\n"
            "# 1 \"/usr/include/b.h\" 1 3\n"
            "int b;\n"
            "# 2 \"/usr/include/b.h\" 3 4\n"
            "int c;\n"
            "# 2 \"x.cpp\" 2\n");
}

TEST(PreprocessedTest, WhatIsSetApartIsWhole) {
  EXPECT_EQ(apart("/usr/include/a.h",
                  "# 1 \"x.cpp\"\n"
                  "int first;\n"
                  "# 1 \"/usr/include/a.h\" 1 3\n"
                  "int a;\n"
                  "# 1 \"/usr/include/b.h\" 1 3 4\n"
                  "int b;\n"
                  "# 2 \"/usr/include/a.h\" 2 3\n"
                  "int c;\n"
                  "# 3 \"x.cpp\" 2\n"
                  "int last;\n")
                .known,
            "# 1 \"/usr/include/a.h\" 1 3\n"
            "int a;\n"
            "# 1 \"/usr/include/b.h\" 1 3 4\n"
            "int b;\n"
            "# 2 \"/usr/include/a.h\" 2 3\n"
            "int c;\n");
  EXPECT_EQ(apart("/usr/include/a.h", kOutput).known, "");
}

TEST(PreprocessedTest, WhatIsNotKnownStaysAsItIs) {
  EXPECT_EQ(without("/usr/include/a.h", kOutput), kOutput);
  const std::string literal = "# 1 \"a.cpp\"\nx R\"(\n# 1 \"/usr/x\" 1\n)\" y\n# 5 \"a.cpp\"\n;\n";
  EXPECT_EQ(without("/usr/x", literal), literal);
  EXPECT_EQ(without("/usr/x", ""), "");
}

TEST(PreprocessedTest, EqualCodeHasOneFingerprintWhateverItsLines) {
  const auto print = [](std::string_view text) {
    return fingerprint(own_tokens(text, is_relative));
  };
  EXPECT_EQ(print("# 1 \"a\"\nint  x;\n"), print("# 7 \"a\"\nint\nx ;\n"));
  EXPECT_NE(print("# 1 \"a\"\nint x;\n"), print("# 1 \"a\"\nint y;\n"));
  EXPECT_NE(print("# 1 \"a\"\na b\n"), print("# 1 \"a\"\nab\n"));
}

}  // namespace
}  // namespace submission
