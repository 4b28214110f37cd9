#include "judge/races.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace judge {
namespace {

using testing::HasSubstr;

class RacesTest : public testing::Test {
 protected:
  RacesTest() {
    exercise_.id = "03-locks";
    exercise_.number = "03";
    exercise_.submit = {"bank.cpp"};
    run_.run.end = sandbox::Exited{66};
    run_.result = TestResult{.test = "Bank.Works", .passed = true, .leftovers = {}, .failures = {}};
  }

  Finding judge(const std::string& log) {
    run_.logs = log;
    const Sources sources("/staged", "/course/exercises", exercise_);
    return judge_races(exercise_, {"Bank", "Works", "bank_test.cpp", 7}, run_, sources);
  }

  static std::string race(const std::string& one, const std::string& other) {
    return "WARNING: ThreadSanitizer: data race (pid=1)\n  " + one +
           ":\n    #0 std::vector<int>::push_back(int) /usr/include/vector:1:1 (p+0x1)\n"
           "    #1 course::Bank::pay() ./03-locks/bank.cpp:31:7 (p+0x1)\n\n  " +
           other +
           ":\n    #0 course::Bank::total() ./03-locks/bank.cpp:48:3 (p+0x1)\n"
           "    #1 course::Test() /course/exercises/03-locks/bank_test.cpp:9:1 (p+0x1)\n";
  }

  course::Exercise exercise_;
  TestRun run_;
};

TEST_F(RacesTest, NamesBothLinesOfTheSubmission) {
  const Finding finding = judge(
      race("Write of size 8 at 0x1 by thread T2", "Previous write of size 8 at 0x1 by thread T1"));
  EXPECT_EQ(finding.verdict, Verdict(Raced{}));
  EXPECT_EQ(finding.part, course::Part::races);
  EXPECT_EQ(finding.subject, "Bank.Works");
  ASSERT_EQ(finding.places.size(), 2U);
  EXPECT_EQ(finding.places[0].file, "03-locks/bank.cpp");
  EXPECT_EQ(finding.places[0].line, 31);
  EXPECT_EQ(finding.places[0].note, "thread T2 writes (no lock held)");
  EXPECT_EQ(finding.places[1].line, 48);
  EXPECT_EQ(finding.headline, "two threads write the same memory with nothing to order them");
}

TEST_F(RacesTest, ThreadSanitizersOwnEndIsNotThatOfAProgramThatLeft) {
  run_.result.reset();
  run_.premature_exit = true;
  const Finding finding = judge("ThreadSanitizer:DEADLYSIGNAL\n");
  EXPECT_EQ(finding.verdict, Verdict(Crashed{0}));
  EXPECT_THAT(finding.headline, HasSubstr("ThreadSanitizer could not say where"));
  run_.run.end = sandbox::Exited{3};
  EXPECT_EQ(judge("").verdict, Verdict(ExitedEarly{}));
}

TEST_F(RacesTest, TellsAReadFromAWrite) {
  const Finding finding = judge(
      race("Read of size 8 at 0x1 by main thread", "Previous write of size 8 at 0x1 by thread T1"));
  EXPECT_THAT(finding.headline, HasSubstr("one thread reads"));
  EXPECT_EQ(finding.places.at(0).note, "main thread reads (no lock held)");
}

TEST_F(RacesTest, SaysWhenBothHoldALockButNotTheSame) {
  const Finding finding =
      judge(race("Write of size 8 at 0x1 by thread T2 (mutexes: write M1)",
                 "Previous write of size 8 at 0x1 by thread T1 (mutexes: write M2)"));
  EXPECT_THAT(finding.advice, HasSubstr("not the same one"));
  EXPECT_EQ(finding.places.at(0).note, "thread T2 writes (holding a lock)");
}

TEST_F(RacesTest, TellsALockThatBothHoldOnlyTogetherWithOthers) {
  const Finding finding =
      judge(race("Write of size 8 at 0x1 by thread T2 (mutexes: read M1)",
                 "Previous write of size 8 at 0x1 by thread T1 (mutexes: read M1)"));
  EXPECT_THAT(finding.advice, HasSubstr("must hold it alone"));
}

TEST_F(RacesTest, PrefersTheReportThatNamesTheSubmission) {
  const std::string elsewhere =
      "WARNING: ThreadSanitizer: data race (pid=1)\n"
      "  Write of size 8 at 0x1 by thread T2:\n    #0 f() /usr/include/x.h:1:1 (p+0x1)\n"
      "==================\n";
  const Finding finding = judge(elsewhere + race("Write of size 8 at 0x1 by thread T2",
                                                 "Previous write of size 8 at 0x1 by thread T1"));
  EXPECT_EQ(finding.places.size(), 2U);
}

TEST_F(RacesTest, LocksInOppositeOrdersAreADeadlock) {
  const Finding finding = judge(
      "WARNING: ThreadSanitizer: lock-order-inversion (potential deadlock) (pid=1)\n"
      "  Mutex M1 acquired here while holding mutex M0 in thread T1:\n"
      "    #0 course::Bank::pay() 03-locks/bank.cpp:31:7 (p+0x1)\n\n"
      "  Mutex M0 previously acquired by the same thread here:\n"
      "    #0 course::Bank::pay() 03-locks/bank.cpp:30:7 (p+0x1)\n\n"
      "  Mutex M0 acquired here while holding mutex M1 in thread T2:\n"
      "    #0 course::Bank::total() 03-locks/bank.cpp:48:7 (p+0x1)\n");
  EXPECT_EQ(finding.verdict, Verdict(Deadlocked{}));
  ASSERT_EQ(finding.places.size(), 2U);
  EXPECT_EQ(finding.places[0].line, 31);
  EXPECT_EQ(finding.places[1].line, 48);
}

TEST_F(RacesTest, AThreadThatWasNeverJoinedIsLeaked) {
  const Finding finding = judge(
      "WARNING: ThreadSanitizer: thread leak (pid=1)\n"
      "  Thread T1 (tid=2, finished) created by main thread at:\n"
      "    #0 course::Bank::start() 03-locks/bank.cpp:12:7 (p+0x1)\n");
  EXPECT_EQ(name(finding.verdict), "leaked");
}

TEST_F(RacesTest, AnEmptyLogAndACleanEndPass) {
  run_.run.end = sandbox::Exited{0};
  EXPECT_TRUE(passed(judge("").verdict));
}

TEST_F(RacesTest, AMachineThatCannotRunTheSanitizerJudgesNobody) {
  run_.result.reset();
  EXPECT_TRUE(undecided(judge("FATAL: ThreadSanitizer: unexpected memory mapping\n").verdict));
}

TEST_F(RacesTest, WhatASubmissionPrintsExcusesNoRace) {
  const std::string log =
      race("Write of size 8 at 0x1 by thread T2", "Previous write of size 8 at 0x1 by thread T1");
  run_.run.errors = "FATAL: ThreadSanitizer: unexpected memory mapping\n";
  EXPECT_EQ(judge(log).verdict, Verdict(Raced{}));
  run_.result.reset();
  run_.premature_exit = true;  // it left in the middle of the test
  EXPECT_EQ(judge(log).verdict, Verdict(Raced{}));
  EXPECT_FALSE(undecided(judge("").verdict));
}

TEST_F(RacesTest, WhatFailsOnlyHereIsAFindingToo) {
  run_.run.end = sandbox::Signalled{6};
  run_.result.reset();
  const Finding finding = judge("");
  EXPECT_EQ(finding.verdict, Verdict(Crashed{6}));
  EXPECT_THAT(finding.headline, HasSubstr("hangs on timing"));
}

}  // namespace
}  // namespace judge
