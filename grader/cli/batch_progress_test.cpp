#include "cli/batch_progress.hpp"

#include <gtest/gtest.h>

namespace cli {
namespace {

using std::chrono::seconds;

TEST(BatchProgressTest, NobodyGuessesBeforeTheFirstResult) {
  EXPECT_EQ(how_far(0, 42, seconds(3)), "[0/42]");
}

TEST(BatchProgressTest, TheRateSaysHowLongTheRestTakes) {
  EXPECT_EQ(how_far(10, 40, seconds(20)), "[10/40] 30 a minute, 1 min 0 s left");
  EXPECT_EQ(how_far(40, 40, seconds(80)), "[40/40] 30 a minute, 0.0 s left");
}

}  // namespace
}  // namespace cli
