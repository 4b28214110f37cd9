#include "build/diagnostics.hpp"

#include <gtest/gtest.h>

namespace build {
namespace {

// From clang 19.1.7 and its lld.
constexpr const char* kCompiler =
    "In file included from 01-threads/threads.cpp:1:\n"
    "/course/exercises/01-threads/threads.hpp:12:3: error: unknown type name 'string'\n"
    "01-threads/threads.cpp:9:14: warning: unused variable 'x' [-Wunused-variable]\n"
    "01-threads/threads.cpp:14:21: error: use of undeclared identifier 'mutex_'\n"
    "01-threads/threads.cpp:3:10: fatal error: 'nowhere.hpp' file not found\n"
    "3 errors generated.\n";

TEST(DiagnosticsTest, ShowsTheStudentsOwnFileFirst) {
  const std::vector<Diagnostic> errors = errors_in(kCompiler, "01-threads", 10);
  ASSERT_EQ(errors.size(), 3U);
  EXPECT_EQ(errors[0].file, "01-threads/threads.cpp");
  EXPECT_EQ(errors[0].line, 14);
  EXPECT_EQ(errors[0].message, "use of undeclared identifier 'mutex_'");
  EXPECT_EQ(errors[1].message, "'nowhere.hpp' file not found");
  EXPECT_EQ(errors[2].file, "/course/exercises/01-threads/threads.hpp");
}

TEST(DiagnosticsTest, ShowsNoMoreThanAskedFor) {
  EXPECT_EQ(errors_in(kCompiler, "01-threads", 1).size(), 1U);
}

TEST(DiagnosticsTest, SaysWhatTheLinkerMisses) {
  const std::vector<Diagnostic> errors = errors_in(
      "ld.lld: error: undefined symbol: course::fetch_all(int)\n>>> referenced by a.cpp:25\n"
      "clang++-19: error: linker command failed with exit code 1 (use -v to see invocation)\n",
      "01-threads", 1);
  ASSERT_EQ(errors.size(), 1U);
  EXPECT_EQ(errors[0].file, "");
  EXPECT_EQ(errors[0].message, "course::fetch_all is declared but not defined");
}

TEST(DiagnosticsTest, SaysWhatIsDefinedTwice) {
  const std::vector<Diagnostic> errors =
      errors_in("ld.lld: error: duplicate symbol: main\n>>> defined at x\n", "01-threads", 3);
  ASSERT_EQ(errors.size(), 1U);
  EXPECT_EQ(errors[0].message, "main is defined twice");
}

// Real words of clang 19.1.7 and its lld, for one function that is missing and one too many.
TEST(DiagnosticsTest, ReadsEveryErrorOfTheLinker) {
  const std::vector<Diagnostic> errors = errors_in(
      "ld.lld: error: duplicate symbol: add(int)\n>>> defined at bank.cpp\n"
      ">>>            b.o:(add(int))\n>>> defined at main.cpp\n>>>            m.o:(.text+0x0)\n\n"
      "ld.lld: error: undefined symbol: Bank::total() const\n>>> referenced by main.cpp\n"
      ">>>               m.o:(main)\n"
      "clang++-19: error: linker command failed with exit code 1 (use -v to see invocation)\n",
      "03-locks", 10);
  ASSERT_EQ(errors.size(), 3U);
  EXPECT_EQ(errors[0].message, "add is defined twice");
  EXPECT_EQ(errors[1].message, "Bank::total is declared but not defined");
  EXPECT_EQ(errors[2].message, "linker command failed with exit code 1 (use -v to see invocation)");
}

TEST(DiagnosticsTest, ReadsNoWarningsAndNotes) {
  EXPECT_TRUE(errors_in("03-locks/bank.cpp:3:1: warning: error: not one\n"
                        "03-locks/bank.cpp:5:55: note: in instantiation of 'sort' requested here\n"
                        "2 warnings generated.\n",
                        "03-locks", 10)
                  .empty());
}

// std::thread with an argument too many, as clang 19.1.7 puts it, shortened.
TEST(DiagnosticsTest, AnErrorInALibraryTemplateStandsWhereItWasAskedFor) {
  const std::vector<Diagnostic> errors = errors_in(
      "/usr/include/c++/12/bits/std_thread.h:129:2: error: static assertion failed: arguments must "
      "be invocable\n"
      "/usr/include/c++/12/bits/new_allocator.h:175:23: note: in instantiation of function "
      "template "
      "specialization 'thread<int>' requested here\n"
      "01-threads/threads.cpp:17:13: note: in instantiation of member function 'x' requested here\n"
      "01-threads/threads.cpp:30:13: note: in instantiation of member function 'y' requested here\n"
      "01-threads/threads.cpp:40:1: error: second\n",
      "01-threads", 10);
  ASSERT_EQ(errors.size(), 2U);
  EXPECT_EQ(errors[0].file, "01-threads/threads.cpp");
  EXPECT_EQ(errors[0].line, 17);
  EXPECT_EQ(errors[0].message, "static assertion failed: arguments must be invocable");
  EXPECT_EQ(errors[1].line, 40);
}

TEST(DiagnosticsTest, AnotherExerciseThatBeginsAlikeIsNotOnesOwn) {
  const std::vector<Diagnostic> errors = errors_in(
      "03-locks2/a.cpp:1:1: error: first\n03-locks/a.cpp:2:1: error: second\n", "03-locks", 10);
  ASSERT_EQ(errors.size(), 2U);
  EXPECT_EQ(errors[0].message, "second");
}

TEST(DiagnosticsTest, SurvivesLinesOfAnyLength) {
  EXPECT_TRUE(errors_in(std::string(1'000'000, 'x') + ":1:1: error: y", "01-threads", 3).empty());
  EXPECT_TRUE(errors_in("", "01-threads", 3).empty());
}

// A static assertion prints text of the student's, line ends included.
TEST(DiagnosticsTest, SurvivesALineNumberThatIsNone) {
  EXPECT_NO_THROW(errors_in("a.cpp:99999999999999999999:1: error: y\n", "01-threads", 3));
}

}  // namespace
}  // namespace build
