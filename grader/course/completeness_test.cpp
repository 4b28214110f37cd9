#include "course/completeness.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sandbox/scratch_tree.hpp"

namespace course {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

constexpr const char* kReadme = "# Locks\n\n## 1. Do X\n\n## 2. Do Y\n\n## Out of scope\n";
constexpr const char* kHints = "# Hints\n\n## 1. Do X\n\n## 2. Do Y\n";
constexpr const char* kSkeleton = "// TODO: take an action before you write.\n";

// A complete exercise; each test spoils one thing.
class CompletenessTest : public testing::Test {
 protected:
  CompletenessTest() {
    exercise_.id = "03-locks";
    exercise_.folder = tree_.path() / "exercises/03-locks";
    exercise_.teaches = {"A10", "B8"};
    exercise_.submit = {"bank.cpp"};
    add("exercises/03-locks/exercise.toml", "");
    add("exercises/03-locks/README.md", kReadme);
    add("exercises/03-locks/hints.md", kHints);
    add("exercises/03-locks/bank.hpp", "");
    add("exercises/03-locks/bank.cpp", kSkeleton);
    add("exercises/03-locks/bank_test.cpp", "");
    add("exercises/03-locks/bank_bench.cpp", "");
    add("exercises/03-locks/adapter/bank.cpp", "");
    add("solutions/03-locks/bank.cpp", "");
    for (const char* name : {"a", "b", "c", "d", "e", "f"}) {
      add("grader/tests/wrong/03-locks/" + std::string(name) + "/bank.cpp", "");
    }
  }

  void add(const std::string& file, const std::string& content) { tree_.add(file, content); }
  void remove(const std::string& file) { fs::remove_all(tree_.path() / file); }

  // The problems as "where: what".
  std::vector<std::string> problems() const {
    std::vector<std::string> all;
    for (const Problem& problem : find_problems(exercise_, tree_.path())) {
      all.push_back(problem.where + ": " + problem.what);
    }
    return all;
  }

  sandbox::ScratchTree tree_;
  Exercise exercise_;
};

TEST_F(CompletenessTest, FindsNothingInACompleteExercise) { EXPECT_THAT(problems(), IsEmpty()); }

TEST_F(CompletenessTest, TeachesOnlyWhatTheSyllabusKnows) {
  exercise_.teaches = {"A10", "A17", "X"};
  EXPECT_THAT(problems(), ElementsAre("exercises/03-locks/exercise.toml:1: 'A17' is no syllabus id",
                                      "exercises/03-locks/exercise.toml:1: 'X' is no syllabus id"));
}

TEST_F(CompletenessTest, WantsEveryText) {
  remove("exercises/03-locks/README.md");
  remove("exercises/03-locks/hints.md");
  EXPECT_THAT(problems(), ElementsAre("exercises/03-locks/README.md:1: missing",
                                      "exercises/03-locks/hints.md:1: missing"));
}

TEST_F(CompletenessTest, WantsHintsUnderTheTasksOfTheReadme) {
  const char* const differ =
      "exercises/03-locks/hints.md:1: the task headings are not those of README.md";
  add("exercises/03-locks/hints.md", "## 1. Do X\n\n## 2. Do Z\n");
  EXPECT_THAT(problems(), ElementsAre(differ));
  add("exercises/03-locks/hints.md", "## 2. Do Y\n\n## 1. Do X\n");
  EXPECT_THAT(problems(), ElementsAre(differ));
  add("exercises/03-locks/hints.md", "## 1. Do X\n");
  EXPECT_THAT(problems(), ElementsAre(differ));
  add("exercises/03-locks/hints.md", std::string(kHints) + "\n## See also\n");
  EXPECT_THAT(problems(), IsEmpty());
}

TEST_F(CompletenessTest, WantsTasksAndTheirLimitsInTheReadme) {
  add("exercises/03-locks/README.md", "# Locks\n");
  add("exercises/03-locks/hints.md", "# Hints\n");
  EXPECT_THAT(problems(),
              ElementsAre("exercises/03-locks/README.md:1: no task heading like '## 1. Do X'",
                          "exercises/03-locks/README.md:1: no heading '## Out of scope'"));
}

TEST_F(CompletenessTest, AnEmptyTextIsNotEnough) {
  add("exercises/03-locks/README.md", "");
  add("exercises/03-locks/hints.md", "");
  EXPECT_THAT(problems(),
              ElementsAre("exercises/03-locks/README.md:1: no task heading like '## 1. Do X'",
                          "exercises/03-locks/README.md:1: no heading '## Out of scope'"));
  add("exercises/03-locks/README.md", kReadme);
  EXPECT_THAT(problems(),
              ElementsAre("exercises/03-locks/hints.md:1: the task headings are not those of "
                          "README.md"));
}

TEST_F(CompletenessTest, WantsATodoInEverySkeleton) {
  const char* const without = "exercises/03-locks/bank.cpp:1: the skeleton has no '// TODO: '";
  add("exercises/03-locks/bank.cpp", "int x;  // TODO\n");
  EXPECT_THAT(problems(), ElementsAre(without));
  add("exercises/03-locks/bank.cpp", "");
  EXPECT_THAT(problems(), ElementsAre(without));
  remove("exercises/03-locks/bank.cpp");
  EXPECT_THAT(problems(), ElementsAre("exercises/03-locks/bank.cpp:1: missing"));
}

TEST_F(CompletenessTest, FindsStrayFilesEverywhere) {
  add("exercises/03-locks/notes.txt", "");
  add("exercises/03-locks/helper.cpp", "");
  add("exercises/03-locks/data/input", "");
  add("solutions/03-locks/bank.hpp", "");
  add("grader/tests/wrong/03-locks/c/bank_test.cpp", "");
  EXPECT_THAT(problems(),
              UnorderedElementsAre("exercises/03-locks/notes.txt: does not belong here",
                                   "exercises/03-locks/helper.cpp: does not belong here",
                                   "exercises/03-locks/data: does not belong here",
                                   "solutions/03-locks/bank.hpp: does not belong here",
                                   "grader/tests/wrong/03-locks/c/bank_test.cpp: does not belong "
                                   "here"));
}

TEST_F(CompletenessTest, AFileBesideTheWrongSubmissionsIsStrayToo) {
  add("grader/tests/wrong/03-locks/notes.txt", "");
  EXPECT_THAT(problems(),
              ElementsAre("grader/tests/wrong/03-locks/notes.txt: does not belong here"));
}

TEST_F(CompletenessTest, WantsASolutionForEverySubmitFile) {
  exercise_.submit = {"bank.cpp", "bank.hpp"};
  add("exercises/03-locks/bank.hpp", kSkeleton);
  EXPECT_THAT(problems(), ElementsAre("solutions/03-locks/bank.hpp:1: missing"));
  remove("solutions/03-locks");
  EXPECT_THAT(problems(), ElementsAre("solutions/03-locks/bank.cpp:1: missing",
                                      "solutions/03-locks/bank.hpp:1: missing"));
}

TEST_F(CompletenessTest, WantsSixWrongSubmissions) {
  remove("grader/tests/wrong/03-locks/f");
  EXPECT_THAT(problems(), ElementsAre("grader/tests/wrong/03-locks: 5 wrong submissions; at "
                                      "least 6 are wanted"));
  remove("grader/tests/wrong/03-locks");
  EXPECT_THAT(problems(), ElementsAre("grader/tests/wrong/03-locks: 0 wrong submissions; at "
                                      "least 6 are wanted"));
}

TEST_F(CompletenessTest, WrongSubmissionsComeInOrderOfTheirNames) {
  const fs::path folder = tree_.path() / "grader/tests/wrong/03-locks";
  EXPECT_THAT(wrong_submissions(exercise_, tree_.path()),
              ElementsAre(folder / "a", folder / "b", folder / "c", folder / "d", folder / "e",
                          folder / "f"));
  exercise_.id = "99-none";
  EXPECT_THAT(wrong_submissions(exercise_, tree_.path()), IsEmpty());
}

}  // namespace
}  // namespace course
