#include "explore/strategy.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace explore {
namespace {

using Kind = Plan::Kind;

unsigned pick(Strategy& strategy, const std::vector<Candidate>& candidates) {
  return strategy.pick(candidates.data(), static_cast<unsigned>(candidates.size()));
}

Strategy made(const Plan& plan) {
  Strategy strategy;
  strategy.begin(plan);
  return strategy;
}

std::vector<Candidate> threads(std::vector<unsigned> numbers) {
  std::vector<Candidate> candidates;
  for (const unsigned number : numbers) {
    candidates.push_back({.thread = number, .object = number + 1, .changes = true});
  }
  return candidates;
}

std::vector<unsigned> picks(const Plan& plan, const std::vector<Candidate>& candidates,
                            unsigned times) {
  Strategy strategy = made(plan);
  std::vector<unsigned> all;
  for (unsigned i = 0; i < times; ++i) {
    all.push_back(pick(strategy, candidates));
  }
  return all;
}

std::vector<unsigned> changes_of(const std::vector<unsigned>& picked) {
  std::vector<unsigned> changes;
  for (unsigned i = 1; i < picked.size(); ++i) {
    if (picked[i] != picked[i - 1]) {
      changes.push_back(i);
    }
  }
  return changes;
}

TEST(StrategyTest, SameSeedSamePicksOtherSeedOthers) {
  for (const Kind kind : {Kind::random, Kind::pos, Kind::pct}) {
    const Plan plan{.kind = kind, .steps = 20, .seed = 7};
    const auto first = picks(plan, threads({0, 1, 2, 3}), 40);
    EXPECT_EQ(first, picks(plan, threads({0, 1, 2, 3}), 40));
    bool differs = false;
    for (std::uint64_t seed = 8; seed < 20; ++seed) {
      const Plan other{.kind = kind, .steps = 20, .seed = seed};
      differs = differs || first != picks(other, threads({0, 1, 2, 3}), 40);
    }
    EXPECT_TRUE(differs);
  }
}

TEST(StrategyTest, RandomWalkReachesEverybody) {
  const auto all = picks({.kind = Kind::random, .seed = 1}, threads({0, 1, 2, 3}), 1'000);
  for (const unsigned thread : {0U, 1U, 2U, 3U}) {
    const auto times = std::count(all.begin(), all.end(), thread);
    EXPECT_GT(times, 200);
    EXPECT_LT(times, 300);
  }
}

TEST(StrategyTest, PctOfDepthOneNeverPreempts) {
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    const Plan plan{.kind = Kind::pct, .depth = 1, .steps = 50, .seed = seed};
    EXPECT_TRUE(changes_of(picks(plan, threads({0, 1, 2}), 100)).empty());
  }
}

TEST(StrategyTest, PctChangesPriorityAtMostDepthMinusOneTimesWithinItsSteps) {
  std::vector<unsigned> seen;
  for (std::uint64_t seed = 0; seed < 400; ++seed) {
    const Plan plan{.kind = Kind::pct, .depth = 3, .steps = 20, .seed = seed};
    const auto changes = changes_of(picks(plan, threads({0, 1, 2}), 100));
    EXPECT_LE(changes.size(), 2U);
    seen.insert(seen.end(), changes.begin(), changes.end());
  }
  for (unsigned step = 1; step < 20; ++step) {  // the change of step 1 has no pick before it
    EXPECT_GT(std::count(seen.begin(), seen.end(), step), 0) << step;
  }
  EXPECT_LT(*std::max_element(seen.begin(), seen.end()), 20U);
}

// The second pick, of two threads whose operations are still those of the first.
unsigned second_of(std::uint64_t seed, std::uint64_t object, bool changes) {
  Strategy strategy = made({.kind = Kind::pos, .seed = seed});
  std::vector<Candidate> candidates = threads({0, 1, 2});
  for (Candidate& each : candidates) {
    each.object = object == 0 ? each.object : object;
    each.changes = changes;
  }
  const unsigned first = pick(strategy, candidates);
  std::erase_if(candidates, [&](const Candidate& each) { return each.thread == first; });
  return pick(strategy, candidates);
}

TEST(StrategyTest, PosDrawsAnewOnlyWhatConflicts) {
  bool redrawn = false;
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    EXPECT_EQ(second_of(seed, 0, true), second_of(seed, 9, false)) << "readers do not conflict";
    redrawn = redrawn || second_of(seed, 0, true) != second_of(seed, 9, true);
  }
  EXPECT_TRUE(redrawn);
}

TEST(StrategyTest, WhoOnlyLooksWaitsForTheOthers) {
  auto candidates = threads({0, 1});
  candidates[0].spins = true;
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    for (const Kind kind : {Kind::pos, Kind::pct}) {
      const auto all = picks({.kind = kind, .steps = 20, .seed = seed}, candidates, 40);
      EXPECT_EQ(std::count(all.begin(), all.end(), 0U), 0);
    }
  }
  const auto walk = picks({.kind = Kind::random, .seed = 1}, candidates, 1'000);
  const auto looks = std::count(walk.begin(), walk.end(), 0U);
  EXPECT_GT(looks, 0) << "but not for ever";
  EXPECT_LT(looks, 150);
}

TEST(StrategyTest, IfAllOnlyLookEachGetsItsTurn) {
  auto candidates = threads({0, 1, 2});
  for (Candidate& each : candidates) {
    each.spins = true;
  }
  for (const Kind kind : {Kind::random, Kind::pos, Kind::pct}) {
    const auto all = picks({.kind = kind, .seed = 3}, candidates, 100);
    for (const unsigned thread : {0U, 1U, 2U}) {
      EXPECT_GT(std::count(all.begin(), all.end(), thread), 0);
    }
  }
}

class GuidedTest : public testing::Test {
 protected:
  void follow(std::vector<Segment> segments) {
    guide_.clear();
    for (const Segment& each : segments) {
      guide_.append(each);
    }
    strategy_.begin({.kind = Kind::guided, .guide = &guide_});
  }
  unsigned next(const std::vector<Candidate>& candidates) { return pick(strategy_, candidates); }

  Schedule guide_;
  Strategy strategy_;
};

TEST_F(GuidedTest, FollowsTheSegmentsAndThenKeepsOn) {
  follow({{0, 2}, {1, 1}, {2, 2}});
  std::vector<unsigned> all;
  for (int i = 0; i < 7; ++i) {
    all.push_back(next(threads({0, 1, 2})));
  }
  EXPECT_EQ(all, (std::vector<unsigned>{0, 0, 1, 2, 2, 2, 2}));
}

TEST_F(GuidedTest, GivesUpASegmentWhoseThreadCannotGoOn) {
  follow({{0, 3}, {1, 1}});
  EXPECT_EQ(next(threads({0, 1})), 0U);
  EXPECT_EQ(next(threads({1, 2})), 1U);
  EXPECT_EQ(next(threads({0, 1, 2})), 1U) << "the rest of the first is not caught up with";
}

TEST_F(GuidedTest, WithoutASegmentTakesTheLowestThatDoesNotOnlyLook) {
  follow({});
  auto candidates = threads({1, 2, 3});
  candidates[0].spins = true;
  EXPECT_EQ(next(candidates), 2U);
  candidates[1].early = true;
  EXPECT_EQ(next(candidates), 3U);
  candidates[2].spins = true;
  EXPECT_EQ(next(candidates), 2U) << "time passes before those who look go on";
}

TEST_F(GuidedTest, ThoseWhoOnlyLookTakeTurns) {
  follow({});
  auto candidates = threads({0, 1, 2});
  for (Candidate& each : candidates) {
    each.spins = true;
  }
  std::vector<unsigned> all;
  for (int i = 0; i < 4; ++i) {
    all.push_back(next(candidates));
  }
  EXPECT_EQ(all, (std::vector<unsigned>{1, 2, 0, 1}));
}

}  // namespace
}  // namespace explore
