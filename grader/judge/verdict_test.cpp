#include "judge/verdict.hpp"

#include <gtest/gtest.h>

#include <csignal>
#include <utility>
#include <vector>

namespace judge {
namespace {

using Names = std::vector<std::pair<Verdict, std::string>>;

TEST(VerdictTest, EveryVerdictHasTheNameThatManifestsUse) {
  const Names names{{Passed{}, "passed"},
                    {Failed{}, "failed"},
                    {Crashed{SIGSEGV}, "crashed"},
                    {TimedOut{}, "timed_out"},
                    {Raced{}, "raced"},
                    {Deadlocked{}, "deadlocked"},
                    {ExitedEarly{}, "exited_early"},
                    {Leaked{"1 thread"}, "leaked"},
                    {Slow{}, "slow"},
                    {TooFast{}, "too_fast"},
                    {Forbidden{"_exit"}, "forbidden"},
                    {NotBuilt{}, "not_built"},
                    {NotSubmitted{}, "not_submitted"},
                    {Inconclusive{}, "inconclusive"},
                    {NotMeasured{"one CPU"}, "not_measured"}};
  ASSERT_EQ(names.size(), std::variant_size_v<Verdict>);
  for (const auto& [verdict, expected] : names) {
    EXPECT_EQ(name(verdict), expected);
  }
}

TEST(VerdictTest, ADescriptionIsInWordsAndHoldsTheDetails) {
  const Names descriptions{
      {Passed{}, "passed"},
      {TimedOut{}, "timed out"},
      {ExitedEarly{}, "exited early"},
      {Crashed{SIGSEGV}, "crashed (SIGSEGV)"},
      {Leaked{"1 thread, 2 file descriptors"}, "leaked (1 thread, 2 file descriptors)"},
      {Forbidden{"_exit"}, "forbidden (_exit)"},
      {NotMeasured{"one CPU"}, "not measured (one CPU)"}};
  for (const auto& [verdict, expected] : descriptions) {
    EXPECT_EQ(describe(verdict), expected);
  }
}

TEST(VerdictTest, ADescriptionWithoutDetailsHasNoEmptyBrackets) {
  EXPECT_EQ(describe(Crashed{}), "crashed");
  EXPECT_EQ(describe(Leaked{}), "leaked");
  EXPECT_EQ(describe(NotMeasured{}), "not measured");
}

TEST(VerdictTest, OnlyPassedIsPassed) {
  EXPECT_TRUE(passed(Passed{}));
  EXPECT_FALSE(passed(Failed{}));
  EXPECT_FALSE(passed(Inconclusive{}));
  EXPECT_FALSE(passed(NotMeasured{}));
}

TEST(VerdictTest, OnlyAMachinesWeaknessIsUndecided) {
  EXPECT_TRUE(undecided(Inconclusive{}));
  EXPECT_TRUE(undecided(NotMeasured{"one CPU"}));
  EXPECT_FALSE(undecided(Passed{}));
  EXPECT_FALSE(undecided(Slow{}));
  EXPECT_FALSE(undecided(NotSubmitted{}));
}

TEST(VerdictTest, SignalsHaveTheirUsualNamesAndOthersTheirNumber) {
  EXPECT_EQ(signal_name(SIGSEGV), "SIGSEGV");
  EXPECT_EQ(signal_name(SIGABRT), "SIGABRT");
  EXPECT_EQ(signal_name(SIGXCPU), "SIGXCPU");
  EXPECT_EQ(signal_name(99), "signal 99");
  EXPECT_EQ(signal_name(-1), "signal -1");
}

}  // namespace
}  // namespace judge
