#include "explore/minimise.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <vector>

#include "explore/strategy.hpp"

namespace explore {
namespace {

using Order = std::vector<unsigned>;  // which thread took each step

// A program whose threads take so many steps each and never wait.
class Toy {
 public:
  using Failure = std::function<bool(const Order&)>;

  Toy(std::vector<unsigned> lengths, Failure fails)
      : lengths_(std::move(lengths)), fails_(std::move(fails)) {}

  Tried run(const Plan& plan, Schedule& executed) {
    ++runs;
    Strategy strategy;
    strategy.begin(plan);
    std::vector<unsigned> left = lengths_;
    Order order;
    Tried tried;
    while (std::accumulate(left.begin(), left.end(), 0U) > 0) {
      std::vector<Candidate> candidates;
      for (unsigned i = 0; i < left.size(); ++i) {
        if (left[i] > 0) {
          candidates.push_back({.thread = i});
        }
      }
      const unsigned chosen =
          strategy.pick(candidates.data(), static_cast<unsigned>(candidates.size()));
      if (!order.empty() && order.back() != chosen && left[order.back()] > 0) {
        ++tried.preemptions;
      }
      --left[chosen];
      order.push_back(chosen);
      executed.append({.thread = chosen, .choices = 1});
    }
    tried.verdict = fails_(order) ? Tried::Verdict::fails : Tried::Verdict::passes;
    return tried;
  }

  Trial trial() {
    return [this](const Schedule& wanted, Schedule& executed) {
      return run({.kind = Plan::Kind::guided, .guide = &wanted}, executed);
    };
  }

  // A random schedule that fails, and its preemptions.
  std::uint32_t fail(Schedule& schedule) {
    for (std::uint64_t seed = 1; seed < 1'000; ++seed) {
      schedule.clear();
      const Tried tried = run({.kind = Plan::Kind::random, .seed = seed}, schedule);
      if (tried.verdict == Tried::Verdict::fails) {
        return tried.preemptions;
      }
    }
    ADD_FAILURE() << "it never fails";
    return 0;
  }

  unsigned runs = 0;

 private:
  std::vector<unsigned> lengths_;
  Failure fails_;
};

std::size_t place(const Order& order, unsigned thread, unsigned step) {
  for (std::size_t i = 0; i < order.size(); ++i) {
    if (order[i] == thread && step-- == 0) {
      return i;
    }
  }
  return order.size();
}

std::uint32_t preemptions(Toy& toy, const Schedule& schedule) {
  Schedule executed;
  const Tried tried = toy.trial()(schedule, executed);
  EXPECT_EQ(tried.verdict, Tried::Verdict::fails);
  return tried.preemptions;
}

// A check of thread 0, an act of thread 1, and that of thread 0.
Toy check_then_act() {
  return {{30, 30, 30}, [](const Order& order) {
            return place(order, 0, 11) < place(order, 1, 17) &&
                   place(order, 1, 17) < place(order, 0, 12);
          }};
}

TEST(MinimiseTest, FindsTheOnePreemptionThatIsNeeded) {
  Toy toy = check_then_act();
  Schedule schedule;
  const std::uint32_t before = toy.fail(schedule);
  ASSERT_GT(before, 10U);
  minimise(schedule, before, 300, toy.trial());
  EXPECT_EQ(preemptions(toy, schedule), 1U);
  EXPECT_LE(schedule.size(), 4U);
}

TEST(MinimiseTest, AFailureOfEveryScheduleNeedsNoPreemption) {
  Toy toy({10, 10, 10}, [](const Order&) { return true; });
  Schedule schedule;
  const std::uint32_t before = toy.fail(schedule);
  minimise(schedule, before, 300, toy.trial());
  EXPECT_EQ(preemptions(toy, schedule), 0U);
  EXPECT_EQ(schedule.size(), 3U);
}

TEST(MinimiseTest, SameScheduleSameResult) {
  Toy toy = check_then_act();
  Schedule first;
  const std::uint32_t before = toy.fail(first);
  Schedule second;
  second.assign(first);
  EXPECT_EQ(minimise(first, before, 300, toy.trial()), minimise(second, before, 300, toy.trial()));
  EXPECT_TRUE(std::equal(first.begin(), first.end(), second.begin(), second.end()));
}

TEST(MinimiseTest, TriesNoMoreThanItMayAndKeepsTheBestUntilThen) {
  Toy toy = check_then_act();
  Schedule schedule;
  const std::uint32_t before = toy.fail(schedule);
  toy.runs = 0;
  EXPECT_EQ(minimise(schedule, before, 5, toy.trial()), 5U);
  EXPECT_EQ(toy.runs, 5U);
  EXPECT_LE(preemptions(toy, schedule), before);
}

TEST(MinimiseTest, StopsWhenTheTrialHasEnough) {
  Toy toy = check_then_act();
  Schedule schedule;
  const std::uint32_t before = toy.fail(schedule);
  const Schedule original = schedule;
  const Trial enough = [](const Schedule&, Schedule&) {
    return Tried{.verdict = Tried::Verdict::enough};
  };
  EXPECT_EQ(minimise(schedule, before, 300, enough), 1U);
  EXPECT_TRUE(std::equal(schedule.begin(), schedule.end(), original.begin(), original.end()));
}

TEST(MinimiseTest, KeepsWhatNothingShorterCanReplace) {
  Toy toy({20, 20}, [](const Order& order) {
    return place(order, 0, 3) < place(order, 1, 4) && place(order, 1, 4) < place(order, 0, 4) &&
           place(order, 0, 9) < place(order, 1, 5) && place(order, 1, 5) < place(order, 0, 10);
  });
  Schedule schedule;
  for (const Segment& each : std::vector<Segment>{{0, 4}, {1, 5}, {0, 6}, {1, 15}, {0, 10}}) {
    schedule.append(each);
  }
  minimise(schedule, 3, 300, toy.trial());
  EXPECT_EQ(preemptions(toy, schedule), 3U);
}

}  // namespace
}  // namespace explore
