// One member: tests of integrate, and of share_cores, which needs no process either.

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <limits>
#include <numeric>
#include <stdexcept>
#include <string>
#include <vector>

#include "test_world.hpp"

namespace course {
namespace {

using test::ModelIs;

// ---- integrate --------------------------------------------------------------

// The Lorenz model by another method that does not know `derivative`: the Taylor
// series of the solution, whose coefficients follow from each other, term by
// term. With 24 terms and steps of 0.01 only rounding is left of its error.
State by_taylor_series(State state, double rho, double span) {
  constexpr std::size_t kTerms = 24;
  const int steps = static_cast<int>(std::ceil(span / 0.01));
  const double h = span / steps;
  for (int step = 0; step < steps; ++step) {
    std::array<double, kTerms> x{state.x};
    std::array<double, kTerms> y{state.y};
    std::array<double, kTerms> z{state.z};
    State next = state;
    double power = 1;
    for (std::size_t k = 0; k + 1 < kTerms; ++k) {
      double xz = 0;
      double xy = 0;
      for (std::size_t i = 0; i <= k; ++i) {
        xz += x.at(i) * z.at(k - i);
        xy += x.at(i) * y.at(k - i);
      }
      const auto order = static_cast<double>(k + 1);
      x.at(k + 1) = 10 * (y.at(k) - x.at(k)) / order;
      y.at(k + 1) = (rho * x.at(k) - xz - y.at(k)) / order;
      z.at(k + 1) = (xy - 8.0 / 3 * z.at(k)) / order;
      power *= h;
      next = next + power * State{x.at(k + 1), y.at(k + 1), z.at(k + 1)};
    }
    state = next;
  }
  return state;
}

double distance(const State& a, const State& b) {
  return std::max({std::abs(a.x - b.x), std::abs(a.y - b.y), std::abs(a.z - b.z)});
}

// Two trajectories of this model part by a factor of about e^0.9 in each unit of
// time, so over a long span every method ends elsewhere, and rightly so. Within 3
// units an error grows 15 times; what is left is the method's own.
constexpr double kSpan = 3;
constexpr std::size_t kSteps = 1500;
constexpr double kTolerance = 1e-6;

TEST(Integrate, AgreesWithAnIndependentIntegration) {
  for (const double rho : {0.5, 10.0, 20.0, 28.0}) {
    for (const State& start : {State{1, 1, 1}, State{-3, 0.5, 20}, State{0.1, 0.9, 0.4}}) {
      const State expected = by_taylor_series(start, rho, kSpan);
      const double error = distance(integrate(start, rho, kSpan, kSteps), expected);
      EXPECT_LE(error, kTolerance) << "rho is " << rho << ", from " << testing::PrintToString(start)
                                   << " to " << testing::PrintToString(expected);
    }
  }
}

// Half the step, a sixteenth of the error.
TEST(Integrate, IsOfFourthOrder) {
  const State start{1, 1, 1};
  const State exact = by_taylor_series(start, 28, 1);
  const double coarse = distance(integrate(start, 28, 1, 200), exact);
  const double fine = distance(integrate(start, 28, 1, 400), exact);
  std::printf("error with 200 steps %.2e, with 400 steps %.2e\n", coarse, fine);
  EXPECT_GE(coarse, 10 * fine);
  EXPECT_LE(coarse, 24 * fine);
}

// 0.1 + 0.1 + ... ten times is less than 1: who compares times takes an eleventh step.
TEST(Integrate, TakesAsManyStepsAsItIsAskedFor) {
  int calls = 0;
  const ModelIs clock([&](const State&, double) {
    ++calls;
    return State{1, 0, -2};
  });
  for (const std::size_t steps : {1U, 3U, 6U, 7U, 10U, 49U, 100U, 1000U}) {
    for (const double span : {1.0, 0.7, 1000.0}) {
      calls = 0;
      const State end = integrate({5, 5, 5}, 28, span, steps);
      ASSERT_EQ(calls, 4 * static_cast<int>(steps)) << steps << " steps through " << span;
      ASSERT_LE(distance(end, {5 + span, 5, 5 - 2 * span}), 1e-12 * span * 10);
    }
  }
}

TEST(Integrate, AsksTheModelWithTheMembersParameter) {
  std::vector<double> asked;
  const ModelIs parrot([&](const State&, double rho) {
    asked.push_back(rho);
    return State{};
  });
  EXPECT_EQ(integrate({1, 2, 3}, 13.5, 1, 2), (State{1, 2, 3}));
  EXPECT_EQ(asked, std::vector<double>(8, 13.5));
}

std::string error_of(double span, std::size_t steps) {
  try {
    const State end = integrate({1, 1, 1}, 28, span, steps);
    return "ends at " + testing::PrintToString(end);
  } catch (const std::domain_error& error) {
    return error.what();
  }
}

TEST(Integrate, StopsWhereAStateIsNone) {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
  for (const State& change :
       {State{kInfinity, 0, 0}, State{0, -kInfinity, 0}, State{0, 0, kNone}}) {
    int calls = 0;
    const ModelIs breaks([&](const State&, double) {
      // In the third of five steps.
      return ++calls > 8 && calls <= 12 ? change : State{1, 1, 1};
    });
    EXPECT_EQ(error_of(1, 5), "diverged");
    EXPECT_EQ(calls, 12) << "calls, three steps are 12";
  }
}

TEST(Integrate, DivergesIfStepsAreTooLong) { EXPECT_EQ(error_of(100, 50), "diverged"); }

TEST(Integrate, PassesOnWhatTheModelThrows) {
  const ModelIs broken([](const State&, double) -> State { throw 9; });
  EXPECT_THROW(integrate({1, 1, 1}, 28, 1, 1), int);
}

TEST(Integrate, RefusesNoSteps) {
  EXPECT_THROW(integrate({1, 1, 1}, 28, 1, 0), std::invalid_argument);
  EXPECT_THROW(integrate({1, 1, 1}, 28, 0, 0), std::invalid_argument);
}

// ---- share_cores ------------------------------------------------------------

using Shares = std::vector<unsigned>;

TEST(ShareCores, GivesEveryCoreAwayOnce) {
  EXPECT_EQ(share_cores(4, 2), (Shares{2, 2}));
  EXPECT_EQ(share_cores(5, 3), (Shares{2, 2, 1}));
  EXPECT_EQ(share_cores(7, 4), (Shares{2, 2, 2, 1}));
  EXPECT_EQ(share_cores(9, 4), (Shares{3, 2, 2, 2}));
  EXPECT_EQ(share_cores(8, 1), Shares{8});
  for (unsigned cores = 1; cores <= 40; ++cores) {
    for (unsigned processes = 1; processes <= cores; ++processes) {
      const Shares shares = share_cores(cores, processes);
      ASSERT_EQ(shares.size(), processes);
      ASSERT_EQ(std::accumulate(shares.begin(), shares.end(), 0U), cores)
          << "threads on " << cores << " cores, in " << processes << " processes";
      ASSERT_LE(shares.front() - shares.back(), 1U);
      ASSERT_TRUE(std::is_sorted(shares.rbegin(), shares.rend()));
    }
  }
}

TEST(ShareCores, HasNoMoreWorkersThanCores) {
  EXPECT_EQ(share_cores(1, 2), Shares{1});
  EXPECT_EQ(share_cores(3, 8), (Shares{1, 1, 1}));
  EXPECT_EQ(share_cores(2, 1000), (Shares{1, 1}));
}

TEST(ShareCores, KnowsHowToCountFar) {
  constexpr unsigned kMost = std::numeric_limits<unsigned>::max();
  EXPECT_EQ(share_cores(kMost, 1), Shares{kMost});
  EXPECT_EQ(share_cores(kMost, 2), (Shares{kMost / 2 + 1, kMost / 2}));
}

TEST(ShareCores, RefusesNothing) {
  EXPECT_THROW(share_cores(0, 1), std::invalid_argument);
  EXPECT_THROW(share_cores(1, 0), std::invalid_argument);
  EXPECT_THROW(share_cores(0, 0), std::invalid_argument);
}

}  // namespace
}  // namespace course
