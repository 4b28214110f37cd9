#include "sandbox/start_cost.hpp"

#include <gtest/gtest.h>

namespace sandbox {
namespace {

// Every run takes longer than the one before by a step.
class FakeRunner : public Runner {
 public:
  FakeRunner(double first, double step) : next_(first), step_(step) {}

  Run run(const Command& command) const override {
    EXPECT_EQ(command.arguments.front(), "/usr/bin/true");
    Run run;
    run.wall = std::chrono::duration_cast<std::chrono::nanoseconds>(
        std::chrono::duration<double, std::milli>(next_));
    next_ += step_;
    ++runs_;
    return run;
  }

  int runs() const { return runs_; }

 private:
  mutable double next_;
  double step_;
  mutable int runs_ = 0;
};

TEST(StartCostTest, IsTheDifferenceThatIsolationMakes) {
  EXPECT_DOUBLE_EQ(start_cost(FakeRunner(6, 0), FakeRunner(1, 0), 30).count(), 5);
}

TEST(StartCostTest, IsAMedianOfPairs) {
  const FakeRunner isolated(1, 1);
  const FakeRunner bare(1, 0);
  EXPECT_DOUBLE_EQ(start_cost(isolated, bare, 5).count(), 2);  // of 0, 1, 2, 3, 4
  EXPECT_EQ(isolated.runs(), 5);
  EXPECT_EQ(bare.runs(), 5);
}

}  // namespace
}  // namespace sandbox
