#include "build/include_sets.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "course/catalogue.hpp"
#include "sandbox/temporary_folder.hpp"

namespace build {
namespace {

namespace fs = std::filesystem;

class IncludeSetsTest : public testing::Test {
 protected:
  // As if the compiler had made something of the text.
  IncludeSets::Set keep(const std::string& text) {
    const auto set = sets_.prepare(text);
    EXPECT_TRUE(set);
    const fs::path compiled = folder_.path() / "made";
    course::write_file(compiled, "of " + text);
    EXPECT_TRUE(sets_.keep(*set, compiled));
    return *set;
  }

  std::size_t files() const {
    std::size_t count = 0;
    for ([[maybe_unused]] const auto& entry : fs::directory_iterator(kept_)) {
      ++count;
    }
    return count;
  }

  sandbox::TemporaryFolder folder_;
  fs::path kept_ = folder_.path() / "kept";
  IncludeSets sets_{kept_};
};

TEST_F(IncludeSetsTest, ASetIsFoundByItsTextOnceItIsCompiled) {
  EXPECT_FALSE(sets_.find("vector"));
  ASSERT_TRUE(sets_.prepare("vector"));
  EXPECT_FALSE(sets_.find("vector"));
  keep("vector");
  const auto found = sets_.find("vector");
  ASSERT_TRUE(found);
  EXPECT_EQ(course::read_file(found->text), "vector");
  EXPECT_EQ(course::read_file(found->compiled), "of vector");
  EXPECT_FALSE(sets_.find("vector thread"));
}

// The compiler refuses a set whose text was written again.
TEST_F(IncludeSetsTest, ATextIsWrittenOnce) {
  const IncludeSets::Set set = keep("vector");
  const auto written = fs::last_write_time(set.text) - std::chrono::hours(1);
  fs::last_write_time(set.text, written);
  EXPECT_TRUE(sets_.prepare("vector"));
  keep("vector");
  EXPECT_EQ(fs::last_write_time(set.text), written);
}

TEST_F(IncludeSetsTest, AnotherTextUnderTheSameNameIsNeitherFoundNorReplaced) {
  const IncludeSets::Set set = keep("vector");
  course::write_file(set.text, "thread");
  EXPECT_FALSE(sets_.find("vector"));
  EXPECT_FALSE(sets_.prepare("vector"));
}

TEST_F(IncludeSetsTest, WhatIsForgottenIsCompiledAgain) {
  const IncludeSets::Set set = keep("vector");
  sets_.forget(set);
  EXPECT_FALSE(sets_.find("vector"));
  keep("vector");
  EXPECT_TRUE(sets_.find("vector"));
}

TEST_F(IncludeSetsTest, TheLeastRecentlyUsedMakeRoom) {
  for (std::size_t i = 0; i < IncludeSets::kMost; ++i) {
    const IncludeSets::Set set = keep(fmt::format("set {}", i));
    const auto long_ago = std::chrono::hours(2) - std::chrono::minutes(i);
    fs::last_write_time(set.compiled, fs::last_write_time(set.compiled) - long_ago);
  }
  EXPECT_TRUE(sets_.find("set 0"));
  keep("one more");
  EXPECT_TRUE(sets_.find("set 0"));
  EXPECT_FALSE(sets_.find("set 1"));
  EXPECT_TRUE(sets_.find("set 2"));
  EXPECT_TRUE(sets_.find("one more"));
  EXPECT_EQ(files(), 2 * IncludeSets::kMost);
}

TEST_F(IncludeSetsTest, WhatAKilledGraderLeftIsRemoved) {
  const IncludeSets::Set set = keep("vector");
  const fs::path old = set.text.string() + ".0badcafe";
  const fs::path fresh = set.text.string() + ".0badcaff";
  course::write_file(old, "vec");
  course::write_file(fresh, "vec");
  fs::last_write_time(old, fs::last_write_time(old) - std::chrono::hours(2));
  keep("thread");
  EXPECT_FALSE(fs::exists(old));
  EXPECT_TRUE(fs::exists(fresh));
}

TEST_F(IncludeSetsTest, AFolderThatCannotBeWrittenKeepsNothing) {
  course::write_file(kept_, "in the way");
  EXPECT_FALSE(sets_.prepare("vector"));
  EXPECT_FALSE(sets_.find("vector"));
}

}  // namespace
}  // namespace build
