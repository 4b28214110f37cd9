#include "cli/seed.hpp"

#include <gtest/gtest.h>

#include "cli/options.hpp"

namespace cli {
namespace {

TEST(SeedTest, TakesWhatReportsPrint) {
  for (const char* seed : {"random-1", "pos-4711", "pct3-230-4711", "pct2-1-18446744073709551615",
                           "random-7+time", "pos-7+wakeups", "pct5-99-7+time+wakeups"}) {
    EXPECT_NO_THROW(check_seed(seed)) << seed;
  }
}

TEST(SeedTest, RefusesEverythingElse) {
  for (const char* seed : {"", "7", "random", "random-", "pct3-7", "pct-1-2", "pct10-1-2", "luck-7",
                           "random-7+luck", "random-7 ", "random--7"}) {
    EXPECT_THROW(check_seed(seed), UsageError) << seed;
  }
}

}  // namespace
}  // namespace cli
