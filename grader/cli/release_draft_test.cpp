#include "cli/release_draft.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "cli/options.hpp"
#include "course/catalogue.hpp"
#include "sandbox/scratch_tree.hpp"

namespace cli {
namespace {

namespace fs = std::filesystem;

class ReleaseDraftTest : public testing::Test {
 protected:
  const sandbox::ScratchTree tree_;
  const fs::path target_ = tree_.path() / "students";
  const fs::path draft_ = tree_.path() / "students.new";
};

void write(const ReleaseDraft& draft) {
  std::ofstream(draft.repository() / "README.md") << "new\n";
}

TEST_F(ReleaseDraftTest, AppearsOnlyWhenItIsPublished) {
  {
    const ReleaseDraft draft(target_);
    write(draft);
    EXPECT_FALSE(fs::exists(target_));
    draft.publish(draft.repository());
  }
  EXPECT_EQ(course::read_file(target_ / "README.md"), "new\n");
  EXPECT_FALSE(fs::exists(draft_));
  EXPECT_EQ(std::distance(fs::directory_iterator(target_), fs::directory_iterator()), 1);
}

TEST_F(ReleaseDraftTest, TakesThePlaceOfAnEmptyFolder) {
  fs::create_directory(target_);
  const ReleaseDraft draft(target_);
  write(draft);
  draft.publish(draft.repository());
  EXPECT_TRUE(fs::exists(target_ / "README.md"));
}

TEST_F(ReleaseDraftTest, OverwritesNothingThatHasAppearedMeanwhile) {
  const ReleaseDraft draft(target_);
  write(draft);
  tree_.add("students/mine", "mine");
  EXPECT_THROW(draft.publish(draft.repository()), fs::filesystem_error);
  EXPECT_EQ(course::read_file(target_ / "mine"), "mine");
}

TEST_F(ReleaseDraftTest, OneFileCanAppearAndOverwritesNothingEither) {
  const ReleaseDraft draft(target_);
  write(draft);
  draft.publish(draft.repository() / "README.md");
  EXPECT_EQ(course::read_file(target_), "new\n");
  std::ofstream(draft.repository() / "README.md") << "newer\n";
  EXPECT_THROW(draft.publish(draft.repository() / "README.md"), fs::filesystem_error);
  EXPECT_EQ(course::read_file(target_), "new\n");
}

TEST_F(ReleaseDraftTest, IsGoneIfItIsNotPublished) {
  {
    const ReleaseDraft draft(target_);
    write(draft);
  }
  EXPECT_TRUE(fs::is_empty(tree_.path()));
}

TEST_F(ReleaseDraftTest, StaysIfItIsToBeKeptAndTheNextOneRemovesIt) {
  {
    ReleaseDraft draft(target_);
    write(draft);
    draft.keep();
  }
  EXPECT_TRUE(fs::exists(draft_ / "repository/README.md"));
  const ReleaseDraft next(target_);
  EXPECT_TRUE(fs::is_empty(next.repository()));
}

TEST_F(ReleaseDraftTest, RemovesNoFolderButAnEarlierDraft) {
  tree_.add("students.new/mine", "mine");
  EXPECT_THROW(ReleaseDraft{target_}, UsageError);
  EXPECT_EQ(course::read_file(draft_ / "mine"), "mine");
}

TEST_F(ReleaseDraftTest, FollowsNoLink) {
  tree_.add("elsewhere/.unfinished-release", "");
  fs::create_directory_symlink(tree_.path() / "elsewhere", draft_);
  EXPECT_THROW(ReleaseDraft{target_}, UsageError);
  EXPECT_TRUE(fs::exists(tree_.path() / "elsewhere/.unfinished-release"));
}

TEST_F(ReleaseDraftTest, LeavesADraftThatIsBeingWritten) {
  const ReleaseDraft first(target_);
  write(first);
  EXPECT_THROW(ReleaseDraft{target_}, UsageError);
  EXPECT_TRUE(fs::exists(first.repository() / "README.md"));
}

}  // namespace
}  // namespace cli
