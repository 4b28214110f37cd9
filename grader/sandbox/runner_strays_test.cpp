// That nothing of a run stays alive, not even if the grader itself is killed,
// with and without bubblewrap.

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

#include "sandbox/background.hpp"
#include "sandbox/runner_fixture.hpp"

namespace sandbox {
namespace {

using RunnerStraysTest = RunnerBothWaysTest;

INSTANTIATE_TEST_SUITE_P(Isolation, RunnerStraysTest, testing::Bool(), name_of_way);

TEST_P(RunnerStraysTest, ADaemonIsEndedWithItsRun) {
  LifeLine line;
  EXPECT_EQ(
      exit_code(run(line.held_by(script("(setsid sleep 1000 & setsid sleep 1000 &); exit 6")))), 6);
  EXPECT_TRUE(line.breaks());
}

TEST_P(RunnerStraysTest, ADaemonThatForksOnIsEndedToo) {
  LifeLine line;
  const std::string number = std::to_string(line.number());
  // The first one tells that it is there, and only then the run ends.
  const auto forking = run(line.held_by(
      script("heard=; trap heard=yes USR1; (trap '' TERM HUP; setsid bash -c 'hop() { sleep 0.01; "
             "(hop &); exit; }; echo >&" +
             number +
             "; kill -USR1 '$$'; (hop &)' &); until [ \"$heard\" ]; do sleep 0.02; done; exit 6")));
  EXPECT_EQ(exit_code(forking), 6);
  EXPECT_TRUE(line.is_written_to());
  EXPECT_TRUE(line.breaks());
}

// A process that starts a run and is killed in the middle of it.
TEST_P(RunnerStraysTest, NothingOutlivesAGraderThatIsKilled) {
  LifeLine line;
  const std::string number = std::to_string(line.number());
  const Command daemon =
      line.held_by(script("trap '' TERM HUP; (trap '' TERM HUP; setsid bash -c 'echo >&" + number +
                          "; while :; do sleep 1000; done' &); while :; do sleep 1000; done"));
  const pid_t grader = ::fork();
  ASSERT_GE(grader, 0);
  if (grader == 0) {
    Interrupt interrupt;
    const ProcessRunner runner(isolation_, interrupt);
    runner.run(daemon);
    ::_exit(0);
  }
  EXPECT_TRUE(line.is_written_to());
  ::kill(grader, SIGKILL);
  ::waitpid(grader, nullptr, 0);
  EXPECT_TRUE(line.breaks());
}

TEST(StraysTest, NoTagIsTheBeginningOfAnother) {
  Strays strays;
  const std::string first = strays.next_tag();
  for (int i = 0; i < 20; ++i) {
    EXPECT_FALSE(strays.next_tag().starts_with(first));
  }
}

TEST(StraysTest, ProcessesWithAnotherTagOrNoneStayAlive) {
  Strays strays;
  const Background tagged("COURSE_RUN=" + strays.next_tag() + " exec sleep 1000");
  const Background untagged("exec sleep 1000");
  const Background quoting("NOTE='x COURSE_RUN=a.1.' exec sleep 1000");
  end_strays("a.1.");
  for (const pid_t process : {tagged.pid(), untagged.pid(), quoting.pid()}) {
    EXPECT_EQ(::waitpid(process, nullptr, WNOHANG), 0);
  }
}

}  // namespace
}  // namespace sandbox
