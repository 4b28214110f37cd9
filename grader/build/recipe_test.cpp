#include "build/recipe.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "course/manifest.hpp"
#include "sandbox/scratch_tree.hpp"

namespace build {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

// As exercise.cmake writes it.
constexpr const char* kRecipe = R"({
  "compiler": "/usr/bin/clang++-19",
  "compile": ["-std=c++20", "-O1", "-pthread"],
  "inspection": {"nm": "/l/llvm-nm", "linker": "/l/ld.lld", "symbolizer": "/l/llvm-symbolizer"},
  "includes": ["/course/exercises/03-locks", "/course/exercises"],
  "headers": ["/course/exercises/03-locks/bank.hpp"],
  "adapters": [],
  "link": ["-fuse-ld=lld", "-pthread"],
  "tests": ["/b/bank_test.cpp.o", "/b/libcourse_test_main.a", "/usr/lib/libgtest.a"],
  "bench": [],
  "test_includes": ["/course/exercises", "/usr/include"],
  "explorer": ["/b/scheduler.o"],
  "explorer_link": ["-fuse-ld=lld", "-ldl"],
  "tracer": ["/b/recorder.o"]
}
)";

// As GoogleTest writes it with --gtest_list_tests --gtest_output=json.
constexpr const char* kTests = R"({
  "tests": 2,
  "name": "AllTests",
  "testsuites": [
    {
      "name": "Transfer",
      "tests": 2,
      "testsuite": [
        {"name": "MovesMoney", "file": "\/course\/bank_test.cpp", "line": 12},
        {"name": "IsWhole", "file": "\/course\/bank_test.cpp", "line": 25}
      ]
    }
  ]
}
)";

class RecipeTest : public testing::Test {
 protected:
  std::filesystem::path file(const std::string& content) const {
    return tree_.add("03-locks.json", content);
  }
  template <class Read>
  std::string error_of(const Read& read, const std::string& content) const {
    try {
      read(file(content));
      return "no error";
    } catch (const course::CourseError& error) {
      return error.what();
    }
  }

  sandbox::ScratchTree tree_;
};

TEST_F(RecipeTest, ReadsHowAnExerciseIsCompiledAndLinked) {
  const Recipe recipe = read_recipe(file(kRecipe));
  EXPECT_EQ(recipe.compiler, "/usr/bin/clang++-19");
  EXPECT_THAT(recipe.compile, ElementsAre("-std=c++20", "-O1", "-pthread"));
  EXPECT_THAT(recipe.includes, ElementsAre("/course/exercises/03-locks", "/course/exercises"));
  EXPECT_THAT(recipe.adapters, IsEmpty());
  EXPECT_THAT(recipe.link, ElementsAre("-fuse-ld=lld", "-pthread"));
  EXPECT_THAT(recipe.tests,
              ElementsAre("/b/bank_test.cpp.o", "/b/libcourse_test_main.a", "/usr/lib/libgtest.a"));
  EXPECT_THAT(recipe.bench, IsEmpty());
  EXPECT_THAT(recipe.explorer, ElementsAre("/b/scheduler.o"));
  EXPECT_THAT(recipe.explorer_link, ElementsAre("-fuse-ld=lld", "-ldl"));
  EXPECT_THAT(recipe.tracer, ElementsAre("/b/recorder.o"));
}

TEST_F(RecipeTest, ReadsWhatThePrecompiledHeaderHolds) {
  const std::filesystem::path header = tree_.path() / "standard.hpp";
  tree_.add("standard.hpp.d",
            header.string() + ".pch: " + header.string() +
                " \\\n  /usr/include/c++/12/mutex \\\n /usr/include/c++/12/bits/../../12/thread\n");
  const Precompiled precompiled = read_precompiled(header);
  EXPECT_EQ(precompiled.header, header);
  EXPECT_EQ(precompiled.file, header.string() + ".pch");
  EXPECT_THAT(precompiled.holds,
              ElementsAre("/usr/include/c++/12/bits/../../12/thread", "/usr/include/c++/12/mutex"));
}

TEST_F(RecipeTest, ReadsTheTestsInTheirOrder) {
  const std::vector<course::Test> tests = read_tests(file(kTests));
  ASSERT_EQ(tests.size(), 2U);
  EXPECT_EQ(tests[0].full_name(), "Transfer.MovesMoney");
  EXPECT_EQ(tests[1].full_name(), "Transfer.IsWhole");
  EXPECT_EQ(tests[1].file, "/course/bank_test.cpp");
  EXPECT_EQ(tests[1].line, 25);
}

TEST_F(RecipeTest, AProgramWithoutTestsHasNone) {
  EXPECT_THAT(read_tests(file(R"({"testsuites": []})")), IsEmpty());
}

TEST_F(RecipeTest, WhatIsBrokenIsNamedWithItsCure) {
  const auto is_named = AllOf(StartsWith((tree_.path() / "03-locks.json:1: ").string()),
                              HasSubstr("delete the folder build/ and try again"));
  for (const char* broken :
       {"", "{", "[]", "null", R"({"compiler": "c++"})", R"({"testsuites": 1})",
        R"({"testsuites": [{"name": "S", "testsuite": [{"name": 1}]}]})"}) {
    EXPECT_THAT(error_of(read_recipe, broken), is_named) << broken;
    EXPECT_THAT(error_of(read_tests, broken), is_named) << broken;
  }
}

TEST_F(RecipeTest, AWrongTypeIsAnError) {
  std::string text = kRecipe;
  text.replace(text.find("\"adapters\": []"), 14, "\"adapters\": [3]");
  EXPECT_NE(error_of(read_recipe, text), "no error");
}

TEST_F(RecipeTest, AMissingFileIsNamed) {
  EXPECT_THROW(read_recipe(tree_.path() / "none.json"), course::CourseError);
  EXPECT_THROW(read_tests(tree_.path() / "none.json"), course::CourseError);
}

TEST_F(RecipeTest, ProfilesAreCalledAsInCmake) {
  EXPECT_EQ(name(Profile::plain), "plain");
  EXPECT_EQ(name(Profile::tsan), "tsan");
  EXPECT_EQ(name(Profile::bench), "bench");
}

}  // namespace
}  // namespace build
