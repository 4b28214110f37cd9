#include "course/release_list.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "course/manifest.hpp"

namespace course {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr const char* kSkeleton = "throw NotWrittenYet(\"Bank\");\n";
constexpr const char* kSolution = "std::scoped_lock lock(payer.mutex, payee.mutex);\n";

TEST(ReleaseListTest, GivesStudentsTheExercisesAndTheGrader) {
  const ReleaseList list = release_list(
      {"exercises/03-locks/bank.cpp", "exercises/03-locks/bank_test.cpp", "grader/grade",
       "grader/cli/main.cpp", "grader/explore/README.md", "README.md", ".github/report.svg",
       ".github/grade.sh", ".github/workflows/grade.yml", ".gitignore"});
  EXPECT_THAT(list.files,
              ElementsAre(".github/grade.sh", ".github/report.svg", ".github/workflows/grade.yml",
                          ".gitignore", "README.md", "exercises/03-locks/bank.cpp",
                          "exercises/03-locks/bank_test.cpp", "grader/cli/main.cpp",
                          "grader/explore/README.md", "grader/grade"));
  EXPECT_THAT(list.left_out, IsEmpty());
}

TEST(ReleaseListTest, KeepsAnswersAndWhatProvesTheCourse) {
  const ReleaseList list = release_list(
      {"grader/grade", "grader/test", "grader/tests/wrong/03-locks/a/bank.cpp",
       "grader/tests/hostile/03-locks/b/bank.cpp", "grader/tests/check.sh", "grader/README.md",
       "grader/platforms/gradescope/setup.sh", "grader/explore/zoo/wrong/race.cpp",
       "grader/explore/seed.cpp", "solutions/03-locks/bank.cpp", ".github/workflows/grade.yml",
       ".github/workflows/course.yml", "CONTRIBUTING.md", "slides/01.md", "slides/02.md",
       ".ci/run"});
  EXPECT_THAT(list.files, ElementsAre(".github/workflows/grade.yml", "grader/explore/seed.cpp",
                                      "grader/grade"));
  EXPECT_THAT(list.left_out,
              ElementsAre(".ci/", ".github/workflows/course.yml", "CONTRIBUTING.md",
                          "grader/README.md", "grader/explore/zoo/", "grader/platforms/",
                          "grader/test", "grader/tests/", "slides/", "solutions/"));
}

TEST(ReleaseListTest, KeepsWhatItDoesNotKnow) {
  const ReleaseList list = release_list({"README.md", "README.md.private", "grades-2026.csv",
                                         "hidden/03-locks/bank_test.cpp", "exercises.zip"});
  EXPECT_THAT(list.files, ElementsAre("README.md"));
  EXPECT_THAT(list.left_out,
              ElementsAre("README.md.private", "exercises.zip", "grades-2026.csv", "hidden/"));
}

TEST(ReleaseListTest, NamesTheGradersUnitTestsOnce) {
  const ReleaseList list = release_list(
      {"grader/cli/seed.cpp", "grader/cli/seed_test.cpp", "grader/course/hints_test.cpp"});
  EXPECT_THAT(list.files, ElementsAre("grader/cli/seed.cpp"));
  EXPECT_THAT(list.left_out, ElementsAre("grader/*_test.cpp"));
}

TEST(ReleaseListTest, KeepsWhatToolsLeaveBesideTheFiles) {
  const ReleaseList list =
      release_list({"exercises/01-threads/threads.cpp", "exercises/01-threads/threads.cpp.kept-1",
                    "exercises/01-threads/.threads.cpp.swp", "exercises/.vscode/settings.json",
                    "exercises/01-threads/threads.cpp~", "exercises/01-threads/threads.cpp.orig"});
  EXPECT_THAT(list.files, ElementsAre("exercises/01-threads/threads.cpp"));
}

TEST(ReleaseListTest, KnowsAnswersByTheirFolder) {
  EXPECT_TRUE(is_answer("solutions/03-locks/bank.cpp"));
  EXPECT_TRUE(is_answer("grader/tests/wrong/03-locks/a/bank.cpp"));
  EXPECT_TRUE(is_answer("grader/tests/hostile/03-locks/a/bank.cpp"));
  EXPECT_FALSE(is_answer("exercises/03-locks/bank.cpp"));
  EXPECT_FALSE(is_answer("grader/tests/check.sh"));
}

TEST(ForStudentsTest, LeavesAuthorsSectionsOut) {
  EXPECT_EQ(for_students("# A\n<!-- authors -->\nsecret\n  <!-- /authors -->\nb\n"
                         "<!-- authors -->\nmore\n<!-- /authors -->\n",
                         "README.md"),
            "# A\nb\n");
}

TEST(ForStudentsTest, ChangesNothingElse) {
  for (const char* text : {"", "\n", "a", "a\n\nb\n", "a\r\nb", "in a line `<!-- authors -->`\n"}) {
    EXPECT_EQ(for_students(text, "README.md"), text);
  }
}

// What for_students() says of a text that it refuses.
std::string refusal(const std::string& text) {
  try {
    for_students(text, "README.md");
  } catch (const CourseError& error) {
    return error.what();
  }
  return "nothing";
}

TEST(ForStudentsTest, AMarkWithoutItsOtherIsAnError) {
  EXPECT_EQ(refusal("a\n<!-- authors -->\nsecret\n"),
            "README.md:2: <!-- authors --> without <!-- /authors -->");
  EXPECT_EQ(refusal("a\nsecret\n<!-- /authors -->\n"),
            "README.md:3: <!-- /authors --> without <!-- authors -->");
  EXPECT_EQ(refusal("<!-- authors -->\n<!-- authors -->\n<!-- /authors -->\n"),
            "README.md:2: <!-- authors --> without <!-- /authors -->");
}

TEST(FindAnswerTest, FindsAnAnswerUnderAnyName) {
  EXPECT_EQ(
      find_answer({{"exercises/03-locks/bank.cpp", kSkeleton},
                   {"exercises/03-locks/old.hpp", std::string("int x;\n") + kSolution + "\n"}},
                  {{"solutions/03-locks/bank.cpp", std::string("\n") + kSolution}}),
      "exercises/03-locks/old.hpp holds solutions/03-locks/bank.cpp");
}

TEST(FindAnswerTest, FindsNothingInSkeletons) {
  EXPECT_EQ(find_answer({{"exercises/03-locks/bank.cpp", kSkeleton}},
                        {{"solutions/03-locks/bank.cpp", kSolution},
                         {"grader/tests/hostile/03-locks/empty/bank.cpp", "\n"}}),
            std::nullopt);
}

}  // namespace
}  // namespace course
