#include "sandbox/disk_use.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <string>

#include "sandbox/background.hpp"
#include "sandbox/descriptor.hpp"
#include "sandbox/scratch_tree.hpp"

namespace sandbox {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMiB = std::size_t{1} << 20U;

class DiskUseTest : public testing::Test {
 protected:
  DiskUse look() const {
    DiskUse use(100);
    use.add_folder(tree_.path());
    return use;
  }

  ScratchTree tree_;
};

TEST_F(DiskUseTest, CountsFilesAndFoldersAndWhatTheyHold) {
  EXPECT_EQ(look().files(), 0U);
  tree_.add("a", std::string(3 * kMiB, 'x'));
  tree_.add("b/c/d", std::string(2 * kMiB, 'x'));
  EXPECT_EQ(look().files(), 4U);
  EXPECT_GE(look().bytes(), 5 * kMiB);
  EXPECT_LT(look().bytes(), 6 * kMiB);
}

TEST_F(DiskUseTest, AFileWithManyNamesCountsOnce) {
  tree_.add("a", std::string(3 * kMiB, 'x'));
  fs::create_hard_link(tree_.path() / "a", tree_.path() / "b");
  EXPECT_EQ(look().files(), 1U);
  EXPECT_LT(look().bytes(), 4 * kMiB);
}

TEST_F(DiskUseTest, FollowsNoLink) {
  const ScratchTree other;
  other.add("file", std::string(3 * kMiB, 'x'));
  fs::create_directory_symlink(other.path(), tree_.path() / "link");
  EXPECT_EQ(look().files(), 1U);
  EXPECT_LT(look().bytes(), kMiB);
}

TEST_F(DiskUseTest, StopsCountingSoonAfterTheLimit) {
  for (int i = 0; i < 300; ++i) {
    tree_.add(std::to_string(i), "");
  }
  EXPECT_EQ(look().files(), 101U);
}

TEST_F(DiskUseTest, AFolderNestedVeryDeepIsTooMuch) {
  fs::path deep = tree_.path();
  for (int i = 0; i < 70; ++i) {
    deep /= "d";
  }
  fs::create_directories(deep);
  EXPECT_GT(look().files(), 100U);
}

TEST_F(DiskUseTest, AFolderThatCannotBeLookedIntoIsTooMuch) {
  if (::geteuid() == 0) {
    GTEST_SKIP() << "root looks into every folder";
  }
  fs::create_directories(tree_.path() / "closed");
  fs::permissions(tree_.path() / "closed", fs::perms::none);
  EXPECT_GT(look().files(), 100U);
}

TEST_F(DiskUseTest, AFolderThatIsGoneHoldsNothing) {
  DiskUse use(100);
  use.add_folder(tree_.path() / "gone");
  EXPECT_EQ(use.files(), 0U);
}

TEST_F(DiskUseTest, AFileThatWasDeletedWhileOpenCountsOnce) {
  const fs::path file = tree_.add("file", std::string(3 * kMiB, 'x'));
  const Descriptor open(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
  const Descriptor again(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
  DiskUse before(10'000);
  before.add_deleted_files_of(::getpid());
  fs::remove(file);
  DiskUse after(10'000);
  after.add_deleted_files_of(::getpid());
  EXPECT_EQ(after.files(), before.files() + 1);
  EXPECT_GE(after.bytes(), before.bytes() + 3 * kMiB);
}

TEST_F(DiskUseTest, TheMachinesOwnFileSystemsAreNotTheProgram) {
  const Background other("exec sleep 1000");
  DiskUse use(100);
  use.add_private_file_systems_of(other.pid());
  EXPECT_EQ(use.files(), 0U);
  EXPECT_EQ(use.bytes(), 0U);
}

}  // namespace
}  // namespace sandbox
