#include "course/laid_tests.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "course/catalogue.hpp"
#include "sandbox/scratch_tree.hpp"

namespace course {
namespace {

using testing::HasSubstr;

constexpr const char* kLoad = "[[suite]]\nname = \"Load\"\npoints = 20\n";

class LaidTestsTest : public testing::Test {
 protected:
  LaidTestsTest() {
    tree_.add("exercises/03-locks/exercise.toml",
              "title = \"Locks\"\nteaches = []\nsubmit = [\"bank.cpp\"]\n"
              "[points]\ntests = 60\nraces = 40\n[[suite]]\nname = \"Transfer\"\npoints = 60\n");
    tree_.add("hidden/README.md", "Not for students.");
  }

  void lay(const std::string& manifest) const {
    tree_.add("hidden/03-locks/tests.toml", manifest);
    tree_.add("hidden/03-locks/load_test.cpp", "");
  }
  Exercise laid() const {
    Catalogue catalogue = Catalogue::load(tree_.path());
    catalogue.lay_over(tree_.path() / "hidden");
    return *catalogue.find("03");
  }
  std::string error() const {
    try {
      laid();
      return "no error";
    } catch (const CourseError& error) {
      return error.what();
    }
  }

  sandbox::ScratchTree tree_;
};

TEST_F(LaidTestsTest, AreHiddenUnlessTheySayOtherwise) {
  lay(kLoad);
  const Exercise exercise = laid();
  ASSERT_EQ(exercise.suites.size(), 2U);
  EXPECT_EQ(exercise.suites[0].visibility, Visibility::visible);
  EXPECT_EQ(exercise.suites[1].visibility, Visibility::hidden);
  EXPECT_EQ(exercise.suites[1].points, 20);
  EXPECT_TRUE(has_hidden_tests(exercise));
}

TEST_F(LaidTestsTest, LeaveTheExercisesOwnPointsAlone) {
  lay(kLoad);
  EXPECT_EQ(laid().points.tests, 60);
}

TEST_F(LaidTestsTest, VisibleOnesArePointsLikeAllOthers) {
  lay("visibility = \"visible\"\n" + std::string(kLoad));
  EXPECT_EQ(laid().points.tests, 80);
  EXPECT_FALSE(has_hidden_tests(laid()));
}

TEST_F(LaidTestsTest, MayBeForAfterTheDueDate) {
  lay("visibility = \"after_due_date\"\n" + std::string(kLoad));
  EXPECT_EQ(laid().suites.back().visibility, Visibility::after_due_date);
}

TEST_F(LaidTestsTest, AreFoundAsSources) {
  lay(kLoad);
  tree_.add("hidden/03-locks/a_test.cpp", "");
  tree_.add("hidden/03-locks/shared.hpp", "");
  const auto sources = laid_sources(laid());
  ASSERT_EQ(sources.size(), 2U);
  EXPECT_EQ(sources[0].filename(), "a_test.cpp");
  EXPECT_EQ(sources[1].filename(), "load_test.cpp");
}

TEST_F(LaidTestsTest, AnUnknownVisibilityIsNotTakenForHidden) {
  lay("visibility = \"secret\"\n" + std::string(kLoad));
  EXPECT_THAT(error(), HasSubstr("03-locks/tests.toml:1: visibility 'secret' is unknown; known "
                                 "are visible, after_due_date, hidden"));
}

TEST_F(LaidTestsTest, ATestCannotHideInASuiteThatIsVisible) {
  lay("[[suite]]\nname = \"Transfer\"\npoints = 20\n");
  EXPECT_THAT(error(), HasSubstr("tests.toml:1: there is a suite 'Transfer' already"));
  const Exercise exercise = [this] {
    lay(kLoad);
    return laid();
  }();
  const course::Test test{
      .suite = "Transfer", .name = "Secret", .file = {}, .line = 0, .laid = true};
  EXPECT_FALSE(is_graded(exercise, test)) << "it would be shown with the suite's own tests";
}

TEST_F(LaidTestsTest, WantPoints) {
  lay("visibility = \"hidden\"\n");
  EXPECT_THAT(error(), HasSubstr("no [[suite]]"));
  lay("[[suite]]\nname = \"Load\"\npoints = 0\n");
  EXPECT_THAT(error(), HasSubstr("'points' in [[suite]] must be an integer from 1 to 1000"));
}

TEST_F(LaidTestsTest, WantSchedulesOnlyWhereTheExerciseHasSome) {
  lay(std::string(kLoad) + "[schedules]\ntests = [\"Load\"]\n");
  EXPECT_THAT(error(), HasSubstr("tests.toml:4: 03-locks gives no points for schedules"));
}

TEST_F(LaidTestsTest, AFileHasANameOfItsOwn) {
  lay(kLoad);
  tree_.add("exercises/03-locks/load_test.cpp", "");
  EXPECT_THAT(error(), HasSubstr("load_test.cpp:1: 03-locks has a file of this name"));
}

TEST_F(LaidTestsTest, AFolderWithoutThemIsAMistake) {
  EXPECT_THAT(error(), HasSubstr("hidden:1: no tests in it"));
  tree_.add("hidden/03-lock/tests.toml", kLoad);
  EXPECT_THAT(error(), HasSubstr("there is no exercise 03-lock"));
}

TEST_F(LaidTestsTest, BothTheManifestAndTestsAreWanted) {
  tree_.add("hidden/03-locks/load_test.cpp", "");
  EXPECT_THAT(error(), HasSubstr("03-locks/tests.toml:1: missing"));
  std::filesystem::remove(tree_.path() / "hidden/03-locks/load_test.cpp");
  tree_.add("hidden/03-locks/tests.toml", kLoad);
  EXPECT_THAT(error(), HasSubstr("03-locks:1: no .cpp file with tests"));
}

}  // namespace
}  // namespace course
