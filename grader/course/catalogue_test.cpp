#include "course/catalogue.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <system_error>

#include "sandbox/scratch_tree.hpp"

namespace course {
namespace {

using testing::HasSubstr;

class CatalogueTest : public testing::Test {
 protected:
  void add(const std::string& id) {
    tree_.add("exercises/" + id + "/exercise.toml",
              "title = \"" + id +
                  "\"\nteaches = []\nsubmit = [\"a.cpp\"]\n[points]\ntests = 100\n"
                  "[[suite]]\nname = \"S\"\npoints = 100\n");
  }
  std::string error() const {
    try {
      Catalogue::load(tree_.path());
      return "no error";
    } catch (const CourseError& error) {
      return error.what();
    }
  }

  sandbox::ScratchTree tree_;
};

TEST_F(CatalogueTest, HoldsTheExercisesInOrderOfTheirNumbers) {
  add("10-processes");
  add("03-locks");
  add("01-threads");
  const Catalogue catalogue = Catalogue::load(tree_.path());
  EXPECT_EQ(catalogue.root(), tree_.path());
  std::vector<std::string> ids;
  for (const Exercise& exercise : catalogue.exercises()) {
    ids.push_back(exercise.id);
  }
  EXPECT_THAT(ids, testing::ElementsAre("01-threads", "03-locks", "10-processes"));
  EXPECT_EQ(catalogue.exercises()[1].folder, tree_.path() / "exercises/03-locks");
}

TEST_F(CatalogueTest, FindsAnExerciseByEachOfItsNames) {
  add("03-locks");
  add("10-processes");
  const Catalogue catalogue = Catalogue::load(tree_.path());
  for (const char* name : {"3", "03", "03-locks", "locks"}) {
    ASSERT_NE(catalogue.find(name), nullptr) << name;
    EXPECT_EQ(catalogue.find(name)->id, "03-locks");
  }
  EXPECT_EQ(catalogue.find("10")->id, "10-processes");
}

TEST_F(CatalogueTest, FindsNothingByHalfANameOrAnother) {
  add("03-locks");
  add("10-processes");
  const Catalogue catalogue = Catalogue::load(tree_.path());
  for (const char* name : {"", "1", "0", "4", "lock", "03-", "3-locks", "003", "LOCKS"}) {
    EXPECT_EQ(catalogue.find(name), nullptr) << name;
  }
}

TEST_F(CatalogueTest, FoldersWithoutANumberAreNoExercises) {
  add("03-locks");
  tree_.add("exercises/support/meeting.hpp", "");
  tree_.add("exercises/CMakeLists.txt", "");
  tree_.add("exercises/01-file", "a file");
  EXPECT_EQ(Catalogue::load(tree_.path()).exercises().size(), 1U);
}

TEST_F(CatalogueTest, AnExerciseWithoutAManifestIsAnError) {
  add("03-locks");
  tree_.add("exercises/04-events/event.cpp", "");
  EXPECT_EQ(error(), "exercises/04-events/exercise.toml:1: missing; every exercise has a manifest");
}

TEST_F(CatalogueTest, AnErrorInAManifestNamesItBelowTheRepository) {
  tree_.add("exercises/03-locks/exercise.toml", "title = \"T\"\ncolour = 1\n");
  EXPECT_THAT(error(), testing::StartsWith("exercises/03-locks/exercise.toml:2: unknown key"));
}

TEST_F(CatalogueTest, ACourseWithoutExercisesIsAnError) {
  EXPECT_THAT(error(), HasSubstr("exercises:1: no such folder"));
  tree_.add("exercises/CMakeLists.txt", "");
  EXPECT_THAT(error(), HasSubstr("exercises:1: no exercise in it"));
}

TEST_F(CatalogueTest, AFileIsReadByteForByte) {
  const std::string bytes("a\0b\r\n\xff", 6);
  EXPECT_EQ(read_file(tree_.add("bytes", bytes)), bytes);
  EXPECT_EQ(read_file(tree_.add("empty", "")), "");
}

TEST_F(CatalogueTest, WhatCannotBeReadIsNamed) {
  tree_.add("folder/file", "");
  for (const char* name : {"missing", "folder"}) {
    const std::string path = (tree_.path() / name).string();
    try {
      read_file(path);
      ADD_FAILURE() << "it was read";
    } catch (const std::system_error& error) {
      EXPECT_THAT(error.what(), HasSubstr("cannot read " + path));
    }
  }
}

}  // namespace
}  // namespace course
