#include "batch/hand_ins.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "sandbox/temporary_folder.hpp"

namespace batch {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::StartsWith;

class HandInsTest : public testing::Test {
 protected:
  void file(const std::string& name) const { std::ofstream(folder() / name) << "x"; }
  void subfolder(const std::string& name) const { fs::create_directory(folder() / name); }
  const fs::path& folder() const { return folder_.path(); }

  static std::vector<std::string> names(const HandIns& found) {
    std::vector<std::string> all;
    for (const HandIn& one : found.all) {
      all.push_back(one.name);
    }
    return all;
  }

 private:
  sandbox::TemporaryFolder folder_;
};

TEST_F(HandInsTest, FoldersAndArchivesAreNamedAfterTheirStudents) {
  subfolder("zoe");
  file("alice.zip");
  file("bob.tar.gz");
  file("carol.tgz");
  EXPECT_THAT(names(hand_ins(folder())), ElementsAre("alice", "bob", "carol", "zoe"));
}

TEST_F(HandInsTest, AFolderAndAnArchiveOfOneNameAreToldApart) {
  subfolder("alice");
  file("alice.zip");
  file("alice.tar");
  EXPECT_THAT(names(hand_ins(folder())), ElementsAre("alice", "alice.tar", "alice.zip"));
}

TEST_F(HandInsTest, WhatIsNoSubmissionIsSaid) {
  file("grades.xlsx");
  fs::create_directory_symlink("/etc", folder() / "eve");
  const HandIns found = hand_ins(folder());
  EXPECT_THAT(found.all, IsEmpty());
  EXPECT_THAT(found.ignored, ElementsAre(StartsWith("eve: a link"), StartsWith("grades.xlsx: ")));
}

TEST_F(HandInsTest, HiddenEntriesAndTheOutputAreNone) {
  subfolder(".git");
  subfolder("__MACOSX");
  file(".zip");
  subfolder("graded");
  const HandIns found = hand_ins(folder(), folder() / "graded");
  EXPECT_THAT(found.all, IsEmpty());
  EXPECT_THAT(found.ignored, IsEmpty());
}

TEST_F(HandInsTest, AFolderThatIsNotThereThrows) {
  EXPECT_THROW(hand_ins(folder() / "nowhere"), std::system_error);
}

}  // namespace
}  // namespace batch
