#include "course/hints.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>

namespace course {
namespace {

using testing::ElementsAre;
using testing::SizeIs;

constexpr const char* kHints =
    "# Hints\n"
    "\n"
    "## 1. Move money\n"
    "\n"
    "1. Say which data is shared.\n"
    "   Which lock guards it?\n"
    "2. See [a page](https://example.org/a).\n"
    "\n"
    "Resource: [std::mutex](https://example.org/m), its last part\n"
    "\n"
    "## 2. Count it\n"
    "\n"
    "1. Add.\n";

TEST(HintsTest, AreReadTaskByTaskAndStepByStep) {
  const std::vector<TaskHints> tasks = read_hints(kHints);
  ASSERT_THAT(tasks, SizeIs(2));
  EXPECT_EQ(tasks[0].title, "1. Move money");
  EXPECT_THAT(tasks[0].steps,
              ElementsAre("Say which data is shared. Which lock guards it?",
                          "See a page (https://example.org/a).",
                          "Resource: std::mutex (https://example.org/m), its last part"));
  EXPECT_THAT(tasks[1].steps, ElementsAre("Add."));
}

TEST(HintsTest, ATaskNeedsHintsAndTheFileATask) {
  EXPECT_THROW(read_hints(""), std::invalid_argument);
  EXPECT_THROW(read_hints("# Hints\n1. Add.\n"), std::invalid_argument);
  EXPECT_THROW(read_hints("## 1. Move money\n\n## 2. Count it\n1. Add.\n"), std::invalid_argument);
}

}  // namespace
}  // namespace course
