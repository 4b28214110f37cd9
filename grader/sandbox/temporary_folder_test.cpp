#include "sandbox/temporary_folder.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <fstream>
#include <optional>
#include <stop_token>
#include <string>
#include <system_error>
#include <thread>

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

TEST(TemporaryFolderTest, IsGoneHoweverDeepFoldersInItAreNested) {
  std::optional<TemporaryFolder> folder(std::in_place);
  const fs::path path = folder->path();
  Descriptor at(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  for (int i = 0; i < 3000; ++i) {  // more than a path can name, or descriptors be open
    ASSERT_EQ(::mkdirat(at.get(), "d", 0700), 0);
    at = Descriptor(::openat(at.get(), "d", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  }
  rlimit before{};
  ::getrlimit(RLIMIT_NOFILE, &before);
  const rlimit few{256, before.rlim_max};
  ::setrlimit(RLIMIT_NOFILE, &few);
  folder.reset();
  ::setrlimit(RLIMIT_NOFILE, &before);
  EXPECT_FALSE(fs::exists(path));
}

TEST(TemporaryFolderTest, MayBeGoneBeforeItsOwner) {
  const TemporaryFolder folder;
  fs::remove_all(folder.path());
}

// The folder for temporary files, for as long as this object lives.
class TemporaryFilesIn {
 public:
  explicit TemporaryFilesIn(const fs::path& folder) {
    const char* const set = std::getenv("TMPDIR");
    if (set != nullptr) {
      before_ = set;
    }
    ::setenv("TMPDIR", folder.c_str(), 1);
  }
  ~TemporaryFilesIn() {
    if (before_) {
      ::setenv("TMPDIR", before_->c_str(), 1);
    } else {
      ::unsetenv("TMPDIR");
    }
  }
  TemporaryFilesIn(const TemporaryFilesIn&) = delete;
  TemporaryFilesIn& operator=(const TemporaryFilesIn&) = delete;

 private:
  std::optional<std::string> before_;
};

TEST(TemporaryFolderTest, SaysSoWhereNoneCanBeMade) {
  const TemporaryFilesIn nowhere("/nowhere");
  EXPECT_THROW(TemporaryFolder(), std::system_error);
}

class StaleFoldersTest : public testing::Test {
 protected:
  // A folder as a grader leaves it that is killed.
  static fs::path leave_one() {
    DescriptorPair line = make_pipe();
    const pid_t grader = ::fork();
    if (grader == 0) {
      const TemporaryFolder folder;
      fs::create_directories(folder.path() / "a/b");
      const std::string name = folder.path().string();
      [[maybe_unused]] const ssize_t n = ::write(line.second.get(), name.data(), name.size());
      ::kill(::getpid(), SIGKILL);
    }
    ::waitpid(grader, nullptr, 0);
    std::string name(4096, '\0');
    const ssize_t n = ::read(line.first.get(), name.data(), name.size());
    name.resize(static_cast<std::size_t>(n));
    return name;
  }

  TemporaryFolder tree_;
  TemporaryFilesIn here_{tree_.path()};
};

TEST_F(StaleFoldersTest, TheFolderOfAGraderThatWasKilledIsRemoved) {
  const fs::path left = leave_one();
  EXPECT_TRUE(fs::exists(left / "a/b"));
  remove_stale_folders();
  EXPECT_FALSE(fs::exists(left));
}

TEST_F(StaleFoldersTest, AFolderInUseStays) {
  const TemporaryFolder used;
  remove_stale_folders();
  EXPECT_TRUE(fs::exists(used.path()));
}

TEST_F(StaleFoldersTest, WhatIsOfAnotherKindStays) {
  const std::string left = leave_one().string();
  const fs::path longer = left + "x";
  const fs::path open = left.substr(0, left.size() - 6) + "report";
  const fs::path file = left.substr(0, left.size() - 6) + "filexx";
  fs::create_directory(longer);
  fs::permissions(longer, fs::perms::owner_all);
  fs::create_directory(open);
  fs::permissions(open, fs::perms::owner_all | fs::perms::group_read);
  std::ofstream(file) << "text";
  remove_stale_folders();
  EXPECT_TRUE(fs::exists(longer));
  EXPECT_TRUE(fs::exists(open));
  EXPECT_TRUE(fs::exists(file));
}

TEST_F(StaleFoldersTest, NoLinkIsFollowed) {
  const fs::path left = leave_one();
  const fs::path elsewhere = tree_.path() / "elsewhere";
  fs::rename(left, elsewhere);
  fs::create_directory_symlink(elsewhere, left);
  remove_stale_folders();
  EXPECT_TRUE(fs::is_symlink(left));
  EXPECT_TRUE(fs::exists(elsewhere / "a/b"));
}

TEST_F(StaleFoldersTest, AFolderIsNeverRemovedWhileItIsBeingMade) {
  const std::jthread remover([](const std::stop_token& over) {
    while (!over.stop_requested()) {
      remove_stale_folders();
    }
  });
  for (int i = 0; i < 3000; ++i) {
    const TemporaryFolder folder;
    ASSERT_TRUE(fs::exists(folder.path()));
    std::ofstream(folder.path() / "file") << "text";
    ASSERT_TRUE(fs::exists(folder.path() / "file"));
  }
}

}  // namespace
}  // namespace sandbox
