#include "cli/course_origin.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "sandbox/interrupt.hpp"
#include "sandbox/runner.hpp"
#include "sandbox/temporary_folder.hpp"

namespace cli {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::IsEmpty;

// A course in a git of its own, with nothing committed yet.
class CourseOriginTest : public testing::Test {
 protected:
  CourseOriginTest() {
    write("README.md", "what students read\n");
    write("solutions/01-threads/threads.cpp", "the answer\n");
  }

  void write(const std::string& file, const std::string& text) const {
    fs::create_directories((root() / file).parent_path());
    std::ofstream(root() / file) << text;
  }
  void commit() const {
    git({"init", "-q"});
    git({"add", "."});
    git({"-c", "user.name=x", "-c", "user.email=x@example.org", "commit", "-qm", "The course"});
  }
  const fs::path& root() const { return folder_.path(); }
  CourseOrigin origin() const { return origin_of(git, root()); }

 private:
  sandbox::TemporaryFolder folder_;
  sandbox::Interrupt interrupt_;
  sandbox::ProcessRunner runner_{sandbox::Isolation::none("a test"), interrupt_};

 protected:
  const Git git{runner_, folder_.path()};
};

TEST_F(CourseOriginTest, NamesTheCommit) {
  commit();
  const CourseOrigin found = origin();
  EXPECT_EQ(found.commit + "\n", git({"rev-parse", "--short", "HEAD"}));
  EXPECT_THAT(found.changed, IsEmpty());
  EXPECT_THAT(found.untracked, IsEmpty());
  EXPECT_THAT(in_words(found, "/srv/course"),
              ElementsAre("taken from /srv/course as it stands: commit " + found.commit));
}

TEST_F(CourseOriginTest, NamesWhatStudentsGetAndNobodyHasCommitted) {
  commit();
  write("README.md", "what students will read\n");
  write("solutions/01-threads/threads.cpp", "another answer\n");
  write("exercises/02-races/README.md", "staged\n");
  git({"add", "exercises"});
  const CourseOrigin found = origin();
  EXPECT_THAT(found.changed, ElementsAre("README.md", "exercises/02-races/README.md"));
  EXPECT_THAT(in_words(found, "/srv/course"),
              ElementsAre("taken from /srv/course as it stands: commit " + found.commit +
                          " and, not committed, README.md, exercises/02-races/README.md"));
}

TEST_F(CourseOriginTest, NamesWhatStudentsWouldGetIfGitTrackedIt) {
  commit();
  write("exercises/02-races/hints.md", "new\n");
  write("grades.csv", "alice,100\n");
  EXPECT_THAT(origin().untracked, ElementsAre("exercises/02-races/hints.md"));
  EXPECT_THAT(in_words(origin(), "/srv/course").back(),
              "not taken, for git does not track it: exercises/02-races/hints.md; `git add` what "
              "students are to have");
}

TEST_F(CourseOriginTest, BeginsWithAFirstCommit) {
  git({"init", "-q"});
  git({"add", "."});
  EXPECT_TRUE(origin().in_git);
  EXPECT_THAT(
      in_words(origin(), "/srv/course"),
      ElementsAre("taken from /srv/course as it stands: what git tracks, none of it committed"));
}

TEST_F(CourseOriginTest, DoesWithoutGit) {
  EXPECT_FALSE(origin().in_git);
  EXPECT_THAT(in_words(origin(), "/srv/course"),
              ElementsAre("taken from /srv/course as it stands: all files for students, for git "
                          "tracks none"));
}

TEST_F(CourseOriginTest, ListsAFewFilesAndCountsTheOthers) {
  const CourseOrigin many{.in_git = true,
                          .commit = "975834c",
                          .changed = {"a", "b", "c", "d", "e", "f", "g"},
                          .untracked = {}};
  EXPECT_THAT(in_words(many, "/srv/course"),
              ElementsAre("taken from /srv/course as it stands: commit 975834c and, not "
                          "committed, a, b, c, d, e and 2 more"));
}

TEST_F(CourseOriginTest, ANameCommandsNoTerminal) {
  const CourseOrigin strange{
      .in_git = true, .commit = "975834c", .changed = {"a\x1b[2Jb"}, .untracked = {"c\nd"}};
  for (const std::string& line : in_words(strange, "/srv/course")) {
    EXPECT_EQ(line.find_first_of("\x1b\n"), std::string::npos) << line;
  }
}

}  // namespace
}  // namespace cli
