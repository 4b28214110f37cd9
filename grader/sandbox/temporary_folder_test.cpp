#include "sandbox/temporary_folder.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <optional>
#include <string>
#include <system_error>

namespace sandbox {
namespace {

namespace fs = std::filesystem;

TEST(TemporaryFolderTest, IsEmptyAndTheOwnersAlone) {
  const TemporaryFolder folder;
  EXPECT_TRUE(fs::is_directory(folder.path()));
  EXPECT_TRUE(fs::is_empty(folder.path()));
  EXPECT_EQ(fs::status(folder.path()).permissions(), fs::perms::owner_all);
  EXPECT_EQ(folder.path(), fs::canonical(folder.path()));
}

TEST(TemporaryFolderTest, IsAnotherEachTime) {
  const TemporaryFolder one;
  const TemporaryFolder other;
  EXPECT_NE(one.path(), other.path());
}

TEST(TemporaryFolderTest, IsGoneWithAllThatIsInIt) {
  std::optional<TemporaryFolder> folder(std::in_place);
  const fs::path path = folder->path();
  fs::create_directories(path / "a/b");
  std::ofstream(path / "a/b/file") << "content";
  fs::create_symlink("/nowhere", path / "a/link");
  folder.reset();
  EXPECT_FALSE(fs::exists(path));
}

TEST(TemporaryFolderTest, LeavesAloneWhatALinkInItNames) {
  const TemporaryFolder other;
  std::ofstream(other.path() / "keep") << "content";
  {
    const TemporaryFolder folder;
    fs::create_directory_symlink(other.path(), folder.path() / "link");
  }
  EXPECT_TRUE(fs::exists(other.path() / "keep"));
}

TEST(TemporaryFolderTest, IsGoneEvenIfAFolderInItWasClosed) {
  std::optional<TemporaryFolder> folder(std::in_place);
  const fs::path path = folder->path();
  fs::create_directories(path / "a/b/c");
  std::ofstream(path / "a/b/file") << "content";
  fs::permissions(path / "a/b", fs::perms::none);
  fs::permissions(path / "a", fs::perms::none);
  folder.reset();
  EXPECT_FALSE(fs::exists(path));
}

TEST(TemporaryFolderTest, MayBeGoneBeforeItsOwner) {
  const TemporaryFolder folder;
  fs::remove_all(folder.path());
}

TEST(TemporaryFolderTest, SaysSoWhereNoneCanBeMade) {
  const char* const set = std::getenv("TMPDIR");
  const std::string before = set == nullptr ? "" : set;
  ::setenv("TMPDIR", "/nowhere", 1);
  EXPECT_THROW(TemporaryFolder(), std::system_error);
  if (set == nullptr) {
    ::unsetenv("TMPDIR");
  } else {
    ::setenv("TMPDIR", before.c_str(), 1);
  }
}

}  // namespace
}  // namespace sandbox
