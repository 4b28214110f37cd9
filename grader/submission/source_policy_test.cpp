#include "submission/source_policy.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace submission {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> what(const std::vector<Breach>& breaches) {
  std::vector<std::string> all;
  for (const Breach& breach : breaches) {
    EXPECT_FALSE(breach.why.empty());
    EXPECT_FALSE(breach.advice.empty());
    all.push_back(breach.what);
  }
  return all;
}

std::vector<std::string> in_text(std::string_view text) {
  return what(breaches_in_text("01-threads/threads.cpp", text));
}

std::vector<Stretch> code(std::string_view text) { return {{"03-locks/bank.cpp", tokenize(text)}}; }

std::vector<std::string> in_code(std::string_view text) {
  return what(breaches_in_code(code(text)));
}

TEST(TextPolicyTest, OrdinaryCodeIsFine) {
  EXPECT_THAT(in_text("#pragma once\n#include <thread>\n#include \"bank.hpp\"\n#define TWO 2\n"
                      "// #line 3\nconst char* text = \"#line 3\";\n"),
              IsEmpty());
  EXPECT_THAT(in_text("#ifndef BANK_HPP\n#define BANK_HPP\n#include <mutex>\n#endif\n"), IsEmpty());
}

TEST(TextPolicyTest, EveryLineKeepsItsNumber) {
  for (const char* text :
       {"#line 1 \"/usr/x\"\n", "# 1 \"/usr/x\" 3\n", "%: line 5\n",
        "/* a */ # /* b */ li\\\nne 5\n", "a\r#line 3\r", "#if 0\n#line 3\n#endif"}) {
    EXPECT_THAT(in_text(text), ElementsAre("#line")) << text;
  }
}

TEST(TextPolicyTest, NoMacroMayChangeAHeader) {
  EXPECT_THAT(in_text("#define X 1\n#include <thread>\n"), ElementsAre("#include after a macro"));
  EXPECT_THAT(in_text("#define F() \n#include <thread>\n"), ElementsAre("#include after a macro"));
  EXPECT_THAT(in_text("#undef SYS_futex\n"), ElementsAre("macro SYS_futex"));
  EXPECT_THAT(in_text("#define private\n"), ElementsAre("macro private"));
  EXPECT_THAT(in_text("#define _Foo\n#define a__b\n"), ElementsAre("macro _Foo", "macro a__b"));
}

TEST(TextPolicyTest, TheJudgesLibrariesAreNoPartOfASubmission) {
  EXPECT_THAT(in_text("#include <gtest/gtest.h>\n"), ElementsAre("#include of gtest"));
  EXPECT_THAT(in_text("#include \"benchmark/benchmark.h\"\n"),
              ElementsAre("#include of benchmark"));
  EXPECT_THAT(in_text("#include WHAT\n"), ElementsAre("#include of a macro"));
  EXPECT_THAT(in_text("#include\n#include \"\n#define\n#\n"), IsEmpty());
}

TEST(TextPolicyTest, CodeDoesNotKnowForWhatItIsBuilt) {
  EXPECT_THAT(in_text("#if __has_feature(thread_sanitizer)\n#endif\n"),
              ElementsAre("__has_feature"));
}

TEST(TextPolicyTest, ABreachNamesItsLine) {
  const auto breaches = breaches_in_text("01-threads/threads.cpp", "\n\n#line 3\n");
  ASSERT_EQ(breaches.size(), 1U);
  EXPECT_EQ(breaches[0].file, "01-threads/threads.cpp");
  EXPECT_EQ(breaches[0].line, 3);
}

TEST(CodePolicyTest, OrdinaryCodeIsFine) {
  EXPECT_THAT(in_code("[[nodiscard]] [[gnu::noinline]] int f(int* a) { return a[b[0]]; }\n"
                      "__attribute__((__format__(printf, 1, 2), aligned(64))) int g;\n"
                      "#pragma GCC diagnostic ignored \"-Wunused\"\n"
                      "auto lambda = [section = used] { return section; };\n"),
              IsEmpty());
}

TEST(CodePolicyTest, NoAssembly) {
  EXPECT_THAT(in_code("asm(\"\"); __asm__ volatile(\"\"); __asm(\"\");"),
              ElementsAre("inline assembly", "inline assembly", "inline assembly"));
}

TEST(CodePolicyTest, OnlyHarmlessAttributes) {
  EXPECT_THAT(in_code("__attribute__((used, __constructor__(101))) void f();"),
              ElementsAre("attribute used", "attribute constructor"));
  EXPECT_THAT(in_code("[[gnu::section(\".x\")]] int x; [[using gnu: alias(\"y\")]] int z;"),
              ElementsAre("attribute section", "attribute using", "attribute alias"));
  EXPECT_THAT(in_code("__attribute__((no_sanitize(\"thread\"))) void f();"),
              ElementsAre("attribute no_sanitize"));
  EXPECT_THAT(in_code("__attribute__"), IsEmpty());
  EXPECT_THAT(in_code("[["), IsEmpty());
}

TEST(CodePolicyTest, OnlyHarmlessPragmas) {
  EXPECT_THAT(in_code("#pragma GCC system_header\n"), ElementsAre("#pragma GCC system_header"));
  EXPECT_THAT(in_code("#pragma redefine_extname a b\nint c;"),
              ElementsAre("#pragma redefine_extname a"));
  EXPECT_THAT(in_code("#pragma clang diagnostic ignored \"-Wglobal-constructors\"\n"),
              ElementsAre("#pragma clang diagnostic"));
  EXPECT_THAT(in_code("#pragma"), ElementsAre("#pragma "));
}

TEST(CodePolicyTest, NothingThatReachesPastTheLanguage) {
  EXPECT_THAT(in_code("syscall(60); __builtin_frame_address(0); __tsan_acquire(p);"),
              ElementsAre("syscall", "__builtin_frame_address", "__tsan_acquire"));
}

TEST(ForbiddenNamesTest, AreFoundAsTokensWithTheirHint) {
  const std::vector<course::Forbidden> rules{{"sleep_for", "wait on a condition variable"},
                                             {"std::async", "use your own threads"}};
  const auto breaches =
      forbidden_names(code("// sleep_for\nauto s = "
                           "\"sleep_for\";\nmy_sleep_for();\nstd::this_thread::sleep_for(1s);\n"
                           "std :: async(f);"),
                      rules);
  EXPECT_THAT(what(breaches), ElementsAre("sleep_for", "std::async"));
  EXPECT_EQ(breaches[0].line, 4);
  EXPECT_EQ(breaches[0].advice, "wait on a condition variable");
}

}  // namespace
}  // namespace submission
