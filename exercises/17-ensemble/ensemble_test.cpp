// All members: what comes out of them, and who does them. The ones that fail are
// in failures_test.cpp.

#include "ensemble.hpp"

#include <gtest/gtest.h>
#include <pthread.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "support/process_state.hpp"
#include "support/shared.hpp"
#include "test_world.hpp"

namespace course {
namespace {

using support::Shared;
using test::Assembly;
using test::Calls;
using test::FirstNumberIs;
using test::ModelIs;
using test::nothing_moves;
using test::numbered;
using test::one_after_the_other;
using test::start_of;
using test::Waits;

struct Split {
  unsigned processes = 0;
  unsigned cores = 0;
};

std::string words(Split split) {
  return std::to_string(split.processes) + " processes on " + std::to_string(split.cores) +
         " cores";
}

// ---- forks ------------------------------------------------------------------

struct Forks {
  int count = 0;
  int most_threads = 0;  // that this process had when it forked
};
Forks* forks = nullptr;

void before_fork() {
  if (forks != nullptr) {
    ++forks->count;
    forks->most_threads = std::max(forks->most_threads, support::threads_of(getpid()));
  }
}

// What this process forks in a call. What its children fork is their own.
Forks forks_in(const std::function<void()>& call) {
  static const int registered = pthread_atfork(before_fork, nullptr, nullptr);
  EXPECT_EQ(registered, 0);
  Forks seen;
  forks = &seen;
  try {
    call();
  } catch (...) {
    forks = nullptr;
    throw;
  }
  forks = nullptr;
  return seen;
}

// ---- what comes out ---------------------------------------------------------

TEST(Results, AreTheSameForEverySplit) {
  Ensemble ensemble{.rhos = {}, .seed = 7, .span = 1, .steps = 40};
  for (int m = 0; m < 13; ++m) {
    ensemble.rhos.push_back(0.5 + 2.25 * m);
  }
  const Report expected = one_after_the_other(ensemble);
  for (unsigned processes = 1; processes <= 4; ++processes) {
    for (const unsigned cores : {1U, 2U, 3U, 5U}) {
      ASSERT_EQ(run_ensemble(ensemble, processes, cores), expected) << words({processes, cores});
    }
  }
}

TEST(Results, EveryMemberDrawsItsOwnNumbers) {
  const ModelIs still([](const State&, double) { return nothing_moves(); });
  for (const std::uint64_t seed : {std::uint64_t{0}, std::uint64_t{1}, ~std::uint64_t{0}}) {
    Ensemble ensemble = numbered(9);
    ensemble.seed = seed;
    const Report report = run_ensemble(ensemble, 2, 3);
    ASSERT_EQ(report.outcomes.size(), 9U);
    for (std::size_t m = 0; m < 9; ++m) {
      EXPECT_EQ(report.outcomes[m], Outcome(start_of(seed, m))) << "member " << m;
    }
  }
}

// Member 0 is the last to come to an end, by far.
TEST(Results, StandInTheOrderOfTheMembers) {
  constexpr std::size_t kMembers = 8;
  const Shared<Calls> calls;
  const Shared<Waits> waits;
  const ModelIs slow([&](const State& state, double rho) {
    if (calls->count(rho) && rho == 0) {
      waits->until([&] { return calls->done(kMembers) == kMembers - 1; });
    }
    return test::lorenz(state, rho);
  });
  const Report report = run_ensemble(numbered(kMembers), 2, 2);
  EXPECT_FALSE(waits->in_vain()) << "nobody did the others while one worker was at member 0";
  const ModelIs quick(test::lorenz);
  EXPECT_EQ(report, one_after_the_other(numbered(kMembers)));
}

// Each member waits for the next one to begin, so that two workers take turns.
TEST(Results, DoNotStandInTheOrderOfTheWorkers) {
  constexpr std::size_t kMembers = 9;
  const Shared<Calls> calls;
  const Shared<Waits> waits;
  const ModelIs in_turns([&](const State& state, double rho) {
    const std::size_t next = test::member_of(rho) + 1;
    if (calls->count(rho) && next < kMembers) {
      waits->until([&] { return calls->has_begun(next); });
    }
    return test::lorenz(state, rho);
  });
  const Report report = run_ensemble(numbered(kMembers), 2, 2);
  EXPECT_FALSE(waits->in_vain()) << "members are not begun in their order, two at a time";
  const ModelIs quick(test::lorenz);
  EXPECT_EQ(report, one_after_the_other(numbered(kMembers)));
}

// Member 0 is large, and done last. Added to it one by one the others are lost to
// rounding; added to each other first, they are not.
TEST(Results, TheMeanIsAddedUpInTheOrderOfTheMembers) {
  constexpr std::size_t kMembers = 8;
  constexpr double kLarge = 1e16;
  const FirstNumberIs chosen([](std::uint64_t member) { return member == 0 ? kLarge : 1.0; });
  const Shared<Calls> calls;
  const Shared<Waits> waits;
  const ModelIs still([&](const State&, double rho) {
    if (calls->count(rho) && rho == 0) {
      waits->until([&] { return calls->done(kMembers) == kMembers - 1; });
    }
    return nothing_moves();
  });
  const Report report = run_ensemble(numbered(kMembers), 2, 2);
  EXPECT_FALSE(waits->in_vain()) << "nobody did the others while one worker was at member 0";
  EXPECT_EQ(report.mean.x, kLarge / kMembers);
}

TEST(Results, AreAsManyAsThereAreMembers) {
  const ModelIs still([](const State&, double) { return nothing_moves(); });
  constexpr std::size_t kMembers = 8000;
  const Report report = run_ensemble(numbered(kMembers), 2, 2);
  ASSERT_EQ(report.outcomes.size(), kMembers);
  for (std::size_t m = 0; m < kMembers; ++m) {
    ASSERT_EQ(report.outcomes[m], Outcome(start_of(2024, m))) << "member " << m;
  }
}

TEST(Results, OfNoMembersAreNone) { EXPECT_EQ(run_ensemble(numbered(0), 2, 4), Report{}); }

TEST(Results, NeedNoMoreWorkersThanMembers) {
  const ModelIs still([](const State&, double) { return nothing_moves(); });
  Report report;
  const Forks seen = forks_in([&] { report = run_ensemble(numbered(3), 40, 60); });
  ASSERT_EQ(report.outcomes.size(), 3U);
  EXPECT_EQ(report.outcomes[2], Outcome(start_of(2024, 2)));
  EXPECT_LE(seen.count, 3) << "calls of fork for 3 members";
}

TEST(Results, NonsenseIsRefused) {
  EXPECT_THROW(run_ensemble(numbered(2), 0, 1), std::invalid_argument);
  EXPECT_THROW(run_ensemble(numbered(2), 1, 0), std::invalid_argument);
  EXPECT_THROW(run_ensemble(numbered(0), 0, 1), std::invalid_argument);
  EXPECT_THROW(run_ensemble(numbered(0), 1, 0), std::invalid_argument);
  for (const std::size_t members : {0U, 2U}) {
    Ensemble no_steps = numbered(members);
    no_steps.steps = 0;
    EXPECT_THROW(run_ensemble(no_steps, 1, 1), std::invalid_argument);
  }
}

// ---- who does it ------------------------------------------------------------

// Every member stays in its first call until it is certain that nobody else comes.
std::unique_ptr<Shared<Assembly>> assembly_of(Split split) {
  auto assembly = std::make_unique<Shared<Assembly>>(split.cores, getpid());
  const Shared<Calls> calls;
  const ModelIs assembles([&](const State&, double rho) {
    if (calls->count(rho)) {
      (*assembly)->attend();
    }
    return nothing_moves();
  });
  run_ensemble(numbered(split.cores + 4), split.processes, split.cores);
  return assembly;
}

TEST(Cores, AreAllAtWorkAndNoneTwice) {
  for (const Split split : {Split{1, 2}, Split{2, 2}, Split{2, 4}}) {
    const auto seen = assembly_of(split);
    ASSERT_EQ((*seen)->attendance(), split.cores) << "members under way, " << words(split);
  }
}

TEST(Cores, ThatDoNotDivideEvenlyAreAllAtWorkAndNoneTwice) {
  for (const Split split : {Split{3, 4}, Split{2, 5}}) {
    const auto seen = assembly_of(split);
    ASSERT_EQ((*seen)->attendance(), split.cores) << "members under way, " << words(split);
  }
}

TEST(Cores, AreNotSharedByMoreProcesses) {
  const auto seen = assembly_of({5, 2});
  EXPECT_EQ((*seen)->attendance(), 2U) << "members under way, " << words({5, 2});
  EXPECT_EQ((*seen)->in_processes(), (std::vector<unsigned>{1, 1}));
}

TEST(Cores, EveryWorkerHasItsShare) {
  const auto seen = assembly_of({2, 5});
  EXPECT_EQ((*seen)->in_processes(), (std::vector<unsigned>{3, 2}))
      << "threads at work in each process, " << words({2, 5});
}

TEST(Cores, TheCallersProcessDoesNoMember) {
  for (const Split split : {Split{1, 1}, Split{2, 3}}) {
    const auto seen = assembly_of(split);
    ASSERT_FALSE((*seen)->was_attended_by(getpid())) << words(split);
  }
}

TEST(Cores, TheCallerSleepsMeanwhile) {
  const Shared<std::atomic<bool>> asleep(false);
  const Shared<Calls> calls;
  const pid_t caller = getpid();
  const ModelIs looks([&](const State&, double rho) {
    if (calls->count(rho)) {
      *asleep = support::falls_asleep(caller);
    }
    return nothing_moves();
  });
  run_ensemble(numbered(1), 1, 1);
  EXPECT_TRUE(*asleep) << "run_ensemble spins, or wakes up to look, while a worker works";
}

TEST(Cores, ASlowMemberHoldsUpNobody) {
  constexpr std::size_t kMembers = 12;
  for (const Split split : {Split{2, 2}, Split{1, 2}}) {
    for (const std::size_t slow : {0U, 1U, 5U, 10U}) {
      const Shared<Calls> calls;
      const Shared<Waits> waits;
      const ModelIs uneven([&](const State&, double rho) {
        if (calls->count(rho) && test::member_of(rho) == slow) {
          waits->until([&] { return calls->done(kMembers) == kMembers - 1; });
        }
        return nothing_moves();
      });
      run_ensemble(numbered(kMembers), split.processes, split.cores);
      ASSERT_FALSE(waits->in_vain()) << words(split) << ": while one thread was at member " << slow
                                     << ", the other one did not do all the rest";
    }
  }
}

TEST(Cores, WorkersStayForAllMembers) {
  const Shared<std::array<std::atomic<pid_t>, test::kMostMembers>> workers;
  const ModelIs notes([&](const State&, double rho) {
    workers->at(test::member_of(rho)) = getpid();
    return nothing_moves();
  });
  run_ensemble(numbered(test::kMostMembers), 2, 4);
  std::vector<pid_t> distinct(workers->begin(), workers->end());
  std::sort(distinct.begin(), distinct.end());
  distinct.erase(std::unique(distinct.begin(), distinct.end()), distinct.end());
  EXPECT_LE(distinct.size(), 2U) << "processes, though 2 were asked for";
}

// A lock that another thread holds at that moment stays locked for ever in the child.
TEST(Cores, WorkersAreForkedBeforeThreadsAreStarted) {
  const int threads = support::threads_of(getpid());
  const Forks seen = forks_in([] { run_ensemble(numbered(8), 3, 5); });
  EXPECT_EQ(seen.count, 3) << "calls of fork for 3 workers";
  EXPECT_LE(seen.most_threads, threads) << "threads of this process when it forked";
}

}  // namespace
}  // namespace course
