#include "judge/sources.hpp"

#include <gtest/gtest.h>

#include "sandbox/scratch_tree.hpp"

namespace judge {
namespace {

// A submission that was staged, beside the course's own files.
class SourcesTest : public testing::Test {
 protected:
  SourcesTest() {
    exercise_.id = "03-locks";
    exercise_.submit = {"bank.cpp"};
    tree_.add("staged/03-locks/bank.cpp",
              "first\n  second\n\n\t\n" + std::string(300, 'x') + "\nlast");
    tree_.add("exercises/03-locks/bank.cpp", "skeleton\n");
    tree_.add("exercises/03-locks/bank_test.cpp", "TEST(Bank, Works) {\n");
    tree_.add("exercises/support/meeting.hpp", "class Meeting;\n");
    tree_.add("exercises/04-events/event.hpp", "class Event;\n");
    tree_.add("secret.txt", "secret\n");
  }

  Sources sources() const {
    return {tree_.path() / "staged", tree_.path() / "exercises", exercise_};
  }
  Place place(const std::string& printed, int line = 1) const {
    return sources().place(printed, line);
  }
  std::string in_tree(const std::string& file) const { return (tree_.path() / file).string(); }

  sandbox::ScratchTree tree_;
  course::Exercise exercise_;
};

TEST_F(SourcesTest, NamesFilesAsTheExercisesFolderDoes) {
  for (const std::string& printed :
       {std::string("03-locks/bank.cpp"), std::string("./03-locks/bank.cpp"),
        std::string("03-locks/../03-locks//bank.cpp"), in_tree("staged/03-locks/bank.cpp"),
        in_tree("exercises/03-locks/bank.cpp")}) {
    EXPECT_EQ(place(printed).file, "03-locks/bank.cpp") << printed;
  }
}

TEST_F(SourcesTest, ShowsTheStudentsLineAndNotTheSkeletons) {
  EXPECT_EQ(place("03-locks/bank.cpp").source, "first");
  EXPECT_EQ(place(in_tree("exercises/03-locks/bank.cpp")).source, "first");
}

TEST_F(SourcesTest, ShowsLinesOfTheCourse) {
  EXPECT_EQ(place(in_tree("exercises/03-locks/bank_test.cpp")).source, "TEST(Bank, Works) {");
  EXPECT_EQ(place(in_tree("exercises/support/meeting.hpp")).source, "class Meeting;");
}

TEST_F(SourcesTest, ShowsNoLineOfAnyOtherFile) {
  EXPECT_EQ(place(in_tree("secret.txt")).source, "");
  EXPECT_EQ(place("03-locks/../../secret.txt").source, "");
  EXPECT_EQ(place(in_tree("exercises/03-locks/../../secret.txt")).source, "");
  EXPECT_EQ(place(in_tree("exercises/04-events/event.hpp")).source, "");
}

TEST_F(SourcesTest, ShowsALineWithoutItsIndentationAndNoMoreThanFitsOne) {
  EXPECT_EQ(place("03-locks/bank.cpp", 2).source, "second");
  EXPECT_EQ(place("03-locks/bank.cpp", 3).source, "");
  EXPECT_EQ(place("03-locks/bank.cpp", 4).source, "");
  EXPECT_EQ(place("03-locks/bank.cpp", 5).source, std::string(200, 'x'));
  EXPECT_EQ(place("03-locks/bank.cpp", 6).source, "last");
}

TEST_F(SourcesTest, ALineThatIsNotThereIsEmpty) {
  for (const int line : {-1, 0, 7, 1'000'000}) {
    EXPECT_EQ(place("03-locks/bank.cpp", line).source, "") << line;
  }
  EXPECT_EQ(place("03-locks/missing.hpp").source, "");
}

TEST_F(SourcesTest, KeepsLineAndNote) {
  const Place place = sources().place("03-locks/bank.cpp", 2, "the test expects");
  EXPECT_EQ(place.line, 2);
  EXPECT_EQ(place.note, "the test expects");
}

TEST_F(SourcesTest, TellsWhoseAFileIs) {
  const auto is = [&](const std::string& file) {
    const Place place = this->place(file);
    return std::pair(sources().is_submitted(place), sources().is_ours(place));
  };
  EXPECT_EQ(is("03-locks/bank.cpp"), std::pair(true, true));
  EXPECT_EQ(is("03-locks/bank_test.cpp"), std::pair(false, true));
  EXPECT_EQ(is("support/meeting.hpp"), std::pair(false, true));
  EXPECT_EQ(is("/usr/include/c++/12/mutex"), std::pair(false, false));
  EXPECT_EQ(is("04-events/bank.cpp"), std::pair(false, false));
  EXPECT_EQ(is(""), std::pair(false, false));
}

}  // namespace
}  // namespace judge
