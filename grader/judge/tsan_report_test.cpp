#include "judge/tsan_report.hpp"

#include <gtest/gtest.h>

namespace judge {
namespace {

// From clang 19.1.7.
constexpr const char* kRace = R"(==================
WARNING: ThreadSanitizer: data race (pid=2042)
  Write of size 8 at 0x562eda3beae8 by main thread (mutexes: write M0):
    #0 increment() 02-races/races.cpp:5:26 (race+0xe78cb) (BuildId: 498584b079cf62892bed03bfb2044109bb3fe070)
    #1 main /tmp/ts/race.cpp:8:27 (race+0xe78cb)

  Previous write of size 8 at 0x562eda3beae8 by thread T1:
    #0 std::__invoke_result<main::$_0>::type std::__invoke<main::$_0>(main::$_0&&) /usr/include/c++/12/bits/invoke.h:96:14 (race+0xe79d0)
    #1 <null> <null> (libstdc++.so.6+0xd44a2) (BuildId: 289ee39f8c07bd4fa48102dfeeb7e6f9c76158b4)

  Location is global 'value' of size 8 at 0x562eda3beae8 (race+0x1514ae8)

  Thread T1 (tid=2044, finished) created by main thread at:
    #0 pthread_create <null> (race+0x62ef1) (BuildId: 498584b079cf62892bed03bfb2044109bb3fe070)

SUMMARY: ThreadSanitizer: data race /tmp/ts/race.cpp:5:26 in increment()
==================
ThreadSanitizer: reported 1 warnings
)";

TEST(TsanReportTest, ReadsKindStacksAndVariableOfARace) {
  const std::vector<TsanReport> reports = read_tsan_log(kRace);
  ASSERT_EQ(reports.size(), 1U);
  const TsanReport& report = reports.front();
  EXPECT_EQ(report.kind, "data race");
  EXPECT_EQ(report.variable, "value");
  ASSERT_EQ(report.stacks.size(), 3U);
  EXPECT_EQ(report.stacks[0].title,
            "Write of size 8 at 0x562eda3beae8 by main thread (mutexes: write M0)");
  ASSERT_EQ(report.stacks[0].frames.size(), 2U);
  EXPECT_EQ(report.stacks[0].frames[0].function, "increment()");
  EXPECT_EQ(report.stacks[0].frames[0].file, "02-races/races.cpp");
  EXPECT_EQ(report.stacks[0].frames[0].line, 5);
}

TEST(TsanReportTest, KeepsFunctionNamesWithBlanksWhole) {
  const std::vector<TsanReport> reports = read_tsan_log(kRace);
  const Frame& frame = reports.front().stacks.at(1).frames.at(0);
  EXPECT_EQ(frame.function,
            "std::__invoke_result<main::$_0>::type std::__invoke<main::$_0>(main::$_0&&)");
  EXPECT_EQ(frame.file, "/usr/include/c++/12/bits/invoke.h");
}

TEST(TsanReportTest, AFrameWithoutSourceHasNoFile) {
  const std::vector<TsanReport> reports = read_tsan_log(kRace);
  EXPECT_EQ(reports.front().stacks.at(1).frames.at(1).file, "");
}

TEST(TsanReportTest, ReadsSeveralReportsOfOneLog) {
  const std::vector<TsanReport> reports = read_tsan_log(
      std::string(kRace) +
      "==================\n"
      "WARNING: ThreadSanitizer: lock-order-inversion (potential deadlock) (pid=1996)\n"
      "  Cycle in lock order graph: M0 (0x55fe) => M1 (0x55ff) => M0\n\n"
      "  Mutex M1 acquired here while holding mutex M0 in thread T1:\n"
      "    #0 course::f() 03-locks/bank.cpp:31:3 (inv+0x64bfe)\n"
      "SUMMARY: ThreadSanitizer: lock-order-inversion (potential deadlock) in f\n"
      "==================\n");
  ASSERT_EQ(reports.size(), 2U);
  EXPECT_EQ(reports[1].kind, "lock-order-inversion (potential deadlock)");
  ASSERT_EQ(reports[1].stacks.size(), 1U);
  EXPECT_EQ(reports[1].stacks[0].title,
            "Mutex M1 acquired here while holding mutex M0 in thread T1");
  EXPECT_EQ(reports[1].stacks[0].frames.at(0).line, 31);
}

TEST(TsanReportTest, FindsNothingInOrdinaryOutput) {
  EXPECT_TRUE(read_tsan_log("all is well\n").empty());
  EXPECT_TRUE(read_tsan_log("").empty());
}

TEST(TsanReportTest, SurvivesALogThatBreaksOff) {
  EXPECT_EQ(read_tsan_log("WARNING: ThreadSanitizer: data race (pid=1)\n  Write of si").size(), 1U);
  EXPECT_EQ(read_tsan_log("WARNING: ThreadSanitizer: ").size(), 1U);
  EXPECT_EQ(read_tsan_log("WARNING: ThreadSanitizer: x\n    #0 (\n    #1 \n    #").size(), 1U);
}

TEST(TsanReportTest, KnowsAProgramThatCouldNotStart) {
  EXPECT_TRUE(tsan_could_not_start(
      "FATAL: ThreadSanitizer: unexpected memory mapping 0x5aee8f1ca000-0x5aee8f1cb000\n"));
  EXPECT_FALSE(tsan_could_not_start(kRace));
}

}  // namespace
}  // namespace judge
