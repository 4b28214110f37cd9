#include "judge/debugger.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace judge {
namespace {

using testing::HasSubstr;
using testing::Not;

course::Exercise bank() {
  course::Exercise exercise;
  exercise.id = "03-locks";
  exercise.submit = {"bank.cpp"};
  return exercise;
}

TEST(DebuggerScript, RunsTheSeedInOneProcess) {
  const std::string script = debugger_script({.seed = "pct3-230-4711"}, bank());
  EXPECT_THAT(script, HasSubstr("set environment EXPLORE_REPLAY pct3-230-4711\n"));
  EXPECT_THAT(script, HasSubstr("set environment EXPLORE_HERE 1\n"));
  EXPECT_THAT(script, Not(HasSubstr("TMPDIR")));
}

TEST(DebuggerScript, StopsWhereItFails) {
  const std::string script = debugger_script({.seed = "random-1"}, bank());
  EXPECT_THAT(script, HasSubstr("set environment GTEST_BREAK_ON_FAILURE 1\n"));
  EXPECT_THAT(script, testing::EndsWith("break explore_stops_here\nrun\n"));
}

TEST(DebuggerScript, KnowsWhichLinesAreTheStudents) {
  EXPECT_THAT(debugger_script({.seed = "random-1"}, bank()),
              HasSubstr("python course_submitted = [\"03-locks/bank.cpp\"]\n"));
}

// gdb looks first in the folder that was named last.
TEST(DebuggerScript, LooksForSourcesInTheOrderGiven) {
  const std::string script =
      debugger_script({.seed = "random-1", .sources = {"/a folder", "/course"}}, bank());
  EXPECT_THAT(script, HasSubstr("directory \"/course\"\ndirectory \"/a folder\"\n"));
}

}  // namespace
}  // namespace judge
