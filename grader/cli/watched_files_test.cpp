#include "cli/watched_files.hpp"

#include <gtest/gtest.h>
#include <poll.h>

#include <fstream>

#include "sandbox/temporary_folder.hpp"

namespace cli {
namespace {

namespace fs = std::filesystem;

class WatchedFilesTest : public testing::Test {
 protected:
  void write(const std::string& text) const { std::ofstream(file_) << text; }

  // True if the system tells of something within seconds.
  bool told() {
    pollfd entry{files_.descriptor(), POLLIN, 0};
    return ::poll(&entry, 1, 10'000) > 0;
  }

  const sandbox::TemporaryFolder folder_;
  const fs::path file_ = folder_.path() / "bank.cpp";
  WatchedFiles files_{{file_}};
};

TEST_F(WatchedFilesTest, TellOfASave) {
  EXPECT_FALSE(files_.changed());
  write("one");
  EXPECT_TRUE(told());
  EXPECT_TRUE(files_.changed());
  EXPECT_FALSE(files_.changed());
}

TEST_F(WatchedFilesTest, ASaveThatChangesNothingIsNone) {
  write("one");
  EXPECT_TRUE(files_.changed());
  write("one");
  EXPECT_TRUE(told());
  EXPECT_FALSE(files_.changed());
}

TEST_F(WatchedFilesTest, AFileMayBeReplacedOrGo) {
  write("one");
  EXPECT_TRUE(files_.changed());
  const fs::path next = folder_.path() / "bank.cpp.tmp";
  std::ofstream(next) << "two";
  fs::rename(next, file_);
  EXPECT_TRUE(told());
  EXPECT_TRUE(files_.changed());
  fs::remove(file_);
  EXPECT_TRUE(told());
  EXPECT_TRUE(files_.changed());
}

TEST_F(WatchedFilesTest, OtherFilesAreNobodysBusiness) {
  std::ofstream(folder_.path() / "notes.txt") << "one";
  EXPECT_TRUE(told());
  EXPECT_FALSE(files_.changed());
}

TEST(WatchedFilesWithoutAFolderTest, StillLook) {
  const sandbox::TemporaryFolder folder;
  const fs::path file = folder.path() / "later" / "bank.cpp";
  WatchedFiles files({file});
  EXPECT_FALSE(files.changed());
  fs::create_directory(file.parent_path());
  std::ofstream(file) << "one";
  EXPECT_TRUE(files.changed());
}

}  // namespace
}  // namespace cli
