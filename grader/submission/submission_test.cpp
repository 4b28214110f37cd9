#include "submission/submission.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sandbox/scratch_tree.hpp"

namespace submission {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

class SubmissionTest : public testing::Test {
 protected:
  SubmissionTest() {
    exercise_.id = "03-locks";
    exercise_.submit = {"bank.cpp"};
  }

  const fs::path& path() const { return tree_.path(); }
  fs::path bank() const { return path() / "bank.cpp"; }
  Intake take_all() const { return take(exercise_, {path()}); }

  // The bytes of the only file; fails if it was refused.
  std::string content() const {
    const Intake intake = take_all();
    const auto* taken = std::get_if<Submission>(&intake);
    if (taken == nullptr) {
      ADD_FAILURE() << "refused: " << std::get<std::vector<Refusal>>(intake).front().reason;
      return {};
    }
    return taken->files.at(0).content;
  }

  // Why the only file was refused; fails if it was taken.
  std::string reason() const {
    const Intake intake = take_all();
    const auto* refusals = std::get_if<std::vector<Refusal>>(&intake);
    if (refusals == nullptr) {
      ADD_FAILURE() << "taken";
      return {};
    }
    EXPECT_EQ(refusals->size(), 1U);
    EXPECT_EQ(refusals->front().file, "bank.cpp");
    EXPECT_NE(refusals->front().advice, "");
    return refusals->front().reason;
  }

  sandbox::ScratchTree tree_;
  course::Exercise exercise_;
};

using TakeTest = SubmissionTest;

TEST_F(TakeTest, TakesARegularFileByteForByte) {
  const std::string bytes("int x;\r\n\0\xff\xfe\xc3\x28", 13);
  tree_.add("bank.cpp", bytes);
  EXPECT_EQ(content(), bytes);
}

TEST_F(TakeTest, TakesNothingButTheSubmitFiles) {
  tree_.add("bank.cpp", "int x;");
  tree_.add("bank_test.cpp", "int main() {}");
  const Intake intake = take_all();
  ASSERT_TRUE(std::holds_alternative<Submission>(intake));
  EXPECT_EQ(std::get<Submission>(intake).files.size(), 1U);
}

TEST_F(TakeTest, RefusesWhatIsMissing) {
  EXPECT_EQ(reason(), "is missing");
  EXPECT_TRUE(std::holds_alternative<std::vector<Refusal>>(take(exercise_, {path() / "nowhere"})));
}

TEST_F(TakeTest, RefusesWhatHoldsNothing) {
  tree_.add("bank.cpp", "");
  EXPECT_EQ(reason(), "is empty");
  tree_.add("bank.cpp", " \t\r\n\n");
  EXPECT_EQ(reason(), "is empty");
}

TEST_F(TakeTest, TakesTheLargestFileAndNoLargerOne) {
  tree_.add("bank.cpp", std::string(kLargestFile, 'x'));
  EXPECT_EQ(content().size(), kLargestFile);
  tree_.add("bank.cpp", std::string(kLargestFile + 1, 'x'));
  EXPECT_EQ(reason(), "has 1048577 bytes; 1048576 are allowed");
}

TEST_F(TakeTest, RefusesASparseFileWithoutReadingIt) {
  tree_.add("bank.cpp", "x");
  fs::resize_file(bank(), 100'000'000);
  EXPECT_EQ(reason(), "has 100000000 bytes; 1048576 are allowed");
}

TEST_F(TakeTest, RefusesALinkWhereverItLeads) {
  fs::create_symlink(tree_.add("real.cpp", "int x;"), bank());
  EXPECT_EQ(reason(), "is a symbolic link");
  fs::remove(bank());
  fs::create_symlink("/nowhere", bank());
  EXPECT_EQ(reason(), "is a symbolic link");
}

TEST_F(TakeTest, RefusesAFileThatHasASecondName) {
  fs::create_hard_link(tree_.add("secret.cpp", "int x;"), bank());
  EXPECT_EQ(reason(), "has more than one name (a hard link)");
}

TEST_F(TakeTest, RefusesANamedPipeWithoutWaitingForItsOtherEnd) {
  ASSERT_EQ(::mkfifo(bank().c_str(), 0600), 0);
  EXPECT_EQ(reason(), "is a named pipe");
}

TEST_F(TakeTest, RefusesAFolder) {
  fs::create_directory(bank());
  EXPECT_EQ(reason(), "is a folder");
}

TEST_F(TakeTest, RefusesWhatMayNotBeRead) {
  if (::geteuid() == 0) {
    GTEST_SKIP() << "root may read everything";
  }
  tree_.add("bank.cpp", "int x;");
  fs::permissions(bank(), fs::perms::none);
  EXPECT_THAT(reason(), HasSubstr("cannot be read"));
}

TEST_F(TakeTest, TellsOfEveryFileThatIsRefused) {
  exercise_.submit = {"bank.cpp", "log.cpp"};
  fs::create_directory(bank());
  const Intake intake = take_all();
  const auto& refusals = std::get<std::vector<Refusal>>(intake);
  ASSERT_EQ(refusals.size(), 2U);
  EXPECT_EQ(refusals[0].reason, "is a folder");
  EXPECT_EQ(refusals[1].file, "log.cpp");
  EXPECT_EQ(refusals[1].reason, "is missing");
}

TEST_F(TakeTest, TheCodeDoesWithoutTheDocument) {
  exercise_.submit = {"bank.cpp", "REPORT.md"};
  tree_.add("bank.cpp", "code");
  const Intake without = take_all();
  ASSERT_TRUE(std::holds_alternative<Submission>(without));
  EXPECT_FALSE(std::get<Submission>(without).document);
  ASSERT_TRUE(std::get<Submission>(without).no_document);
  EXPECT_EQ(std::get<Submission>(without).no_document->reason, "is missing");

  tree_.add("REPORT.md", "# Report");
  const Intake with = take_all();
  const Submission& submission = std::get<Submission>(with);
  EXPECT_EQ(submission.files.size(), 1U);
  ASSERT_TRUE(submission.document);
  EXPECT_EQ(submission.document->content, "# Report");
  EXPECT_FALSE(submission.no_document);
}

TEST_F(TakeTest, TakesEachFileFromTheFirstFolderThatHasIt) {
  exercise_.submit = {"bank.cpp", "log.cpp"};
  tree_.add("one/bank.cpp", "one");
  tree_.add("other/bank.cpp", "other");
  tree_.add("other/log.cpp", "log");
  const Intake intake = take(exercise_, {path() / "one", path() / "other"});
  const auto& files = std::get<Submission>(intake).files;
  ASSERT_EQ(files.size(), 2U);
  EXPECT_EQ(files[0].content, "one");
  EXPECT_EQ(files[1].name, "log.cpp");
  EXPECT_EQ(files[1].content, "log");
}

TEST_F(TakeTest, ABadFileIsNotReplacedByAnothersGoodOne) {
  fs::create_directory(path() / "one");
  fs::create_symlink("/nowhere", path() / "one/bank.cpp");
  tree_.add("other/bank.cpp", "other");
  EXPECT_TRUE(std::holds_alternative<std::vector<Refusal>>(
      take(exercise_, {path() / "one", path() / "other"})));
}

using FolderOfTest = SubmissionTest;

TEST_F(FolderOfTest, FindsTheExerciseInACheckoutOfTheCourse) {
  tree_.add("exercises/03-locks/bank.cpp", "");
  tree_.add("03-locks/bank.cpp", "");
  EXPECT_EQ(folder_of(exercise_, path()), path() / "exercises/03-locks");
}

TEST_F(FolderOfTest, FindsTheExerciseInAFolderOfExercises) {
  tree_.add("03-locks/bank.cpp", "");
  tree_.add("bank.cpp", "");
  EXPECT_EQ(folder_of(exercise_, path()), path() / "03-locks");
}

TEST_F(FolderOfTest, TakesTheFolderItselfIfItHoldsASubmitFile) {
  tree_.add("bank.cpp", "");
  EXPECT_EQ(folder_of(exercise_, path()), path());
}

TEST_F(FolderOfTest, AFolderWithoutTheExerciseLeadsToNoFile) {
  tree_.add("04-events/event.cpp", "");
  EXPECT_TRUE(std::holds_alternative<std::vector<Refusal>>(
      take(exercise_, {folder_of(exercise_, path())})));
}

// It might lead to the solutions, or to another student's files.
TEST_F(FolderOfTest, FollowsNoLinkThatTheSubmissionHolds) {
  tree_.add("elsewhere/03-locks/bank.cpp", "int stolen;");
  for (const char* layout : {"exercises", "03-locks", "exercises/03-locks"}) {
    const fs::path link = path() / "mine" / layout;
    fs::create_directories(link.parent_path());
    fs::create_directory_symlink(
        path() / (std::string(layout) == "exercises" ? "elsewhere" : "elsewhere/03-locks"), link);
    const Intake intake = take(exercise_, {folder_of(exercise_, path() / "mine")});
    EXPECT_TRUE(std::holds_alternative<std::vector<Refusal>>(intake)) << layout;
    fs::remove_all(path() / "mine");
  }
}

}  // namespace
}  // namespace submission
