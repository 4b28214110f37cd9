#include "judge/trace.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "judge/traced_program.hpp"

namespace judge {
namespace {

using Kind = TraceOp::Kind;
using testing::DoubleNear;

TraceOp work(double amount) { return {.work = amount}; }
TraceOp op(Kind kind, std::uint32_t what, double before = 0) {
  return {.work = before, .kind = kind, .what = what};
}

// A main thread that starts threads, each of which does `works[i]` around lock 0 if it
// holds it for `held`, and joins them.
TraceModel fork_join(const std::vector<double>& works, double before = 0) {
  TraceModel model;
  const auto count = static_cast<std::uint32_t>(works.size());
  model.tokens.assign(std::size_t{2} * count, 1);
  TracedThread main;
  main.ops.push_back(work(before));
  for (std::uint32_t i = 0; i < count; ++i) {
    main.ops.push_back(op(Kind::post, i));
  }
  for (std::uint32_t i = 0; i < count; ++i) {
    main.ops.push_back(op(Kind::await, count + i));
  }
  model.threads.push_back(main);
  for (std::uint32_t i = 0; i < count; ++i) {
    TracedThread thread;
    thread.ops = {op(Kind::await, i), work(works[i]), op(Kind::post, count + i)};
    model.threads.push_back(thread);
  }
  return model;
}

TraceModel with_lock(std::uint32_t threads, int rounds, double free, double held) {
  TraceModel model = fork_join(std::vector<double>(threads, 0));
  model.locks = 1;
  for (std::uint32_t i = 1; i <= threads; ++i) {
    std::vector<TraceOp>& ops = model.threads[i].ops;
    const TraceOp last = ops.back();
    ops.pop_back();
    for (int round = 0; round < rounds; ++round) {
      ops.push_back(op(Kind::lock, 0, free));
      ops.push_back(op(Kind::unlock, 0, held));
    }
    ops.push_back(last);
  }
  return model;
}

Replay on_all(const TraceModel& model) { return replay(model, kAllCores, {}, true); }

TEST(TraceReplayTest, EqualThreadsTakeAShareEach) {
  const TraceModel model = fork_join({4e6, 4e6, 4e6, 4e6});
  EXPECT_DOUBLE_EQ(work_of(model), 16e6);
  EXPECT_DOUBLE_EQ(on_all(model).time, 4e6);
  EXPECT_DOUBLE_EQ(replay(model, 4).time, 4e6);
  EXPECT_THAT(replay(model, 2).time, DoubleNear(8e6, 2e4));
  EXPECT_THAT(replay(model, 1).time, DoubleNear(16e6, 1));
}

TEST(TraceReplayTest, ThreeThreadsShareTwoCores) {
  EXPECT_THAT(replay(fork_join({4e6, 4e6, 4e6}), 2).time, DoubleNear(6e6, 5e4));
}

TEST(TraceReplayTest, IsNeverBetterThanWorkAndSpanAllow) {
  const TraceModel model = fork_join({9e6, 1e6, 3e6, 3e6, 7e6, 2e6}, 5e6);
  const double span = on_all(model).time;
  EXPECT_DOUBLE_EQ(span, 14e6);
  for (const std::size_t cores : {1U, 2U, 3U, 4U, 8U}) {
    const double time = replay(model, cores).time;
    EXPECT_GE(time, span - 1);
    EXPECT_GE(time, work_of(model) / static_cast<double>(cores) - 1);
    EXPECT_LE(time, work_of(model) / static_cast<double>(cores) + span + 1);
  }
}

TEST(TraceReplayTest, OneLockLetsOneThreadWork) {
  const TraceModel model = with_lock(2, 10, 0, 1e6);
  EXPECT_DOUBLE_EQ(locked_work_of(model), 20e6);
  EXPECT_DOUBLE_EQ(on_all(model).time, 20e6);
}

TEST(TraceReplayTest, WorkOutsideOfTheLockOverlaps) {
  // Out, in; out, in; ...: the second thread waits once, and then they take turns.
  EXPECT_DOUBLE_EQ(on_all(with_lock(2, 10, 1e6, 1e6)).time, 21e6);
}

TEST(TraceReplayTest, ReadersShareALock) {
  TraceModel model = with_lock(3, 1, 0, 5e6);
  for (TracedThread& thread : model.threads) {
    for (TraceOp& each : thread.ops) {
      each.kind = each.kind == Kind::lock ? Kind::share : each.kind;
    }
  }
  EXPECT_DOUBLE_EQ(on_all(model).time, 5e6);
}

TEST(TraceReplayTest, APipelineIsAsSlowAsItsSlowestStage) {
  // Three rounds of 1 and 3: the second stage begins after the first round.
  TraceModel model;
  model.tokens = {1, 1, 1};
  TracedThread first;
  TracedThread second;
  for (std::uint32_t i = 0; i < 3; ++i) {
    first.ops.push_back(op(Kind::post, i, 1e6));
    second.ops.push_back(op(Kind::await, i));
    second.ops.push_back(work(3e6));
  }
  model.threads = {first, second};
  EXPECT_DOUBLE_EQ(on_all(model).time, 10e6);
}

TEST(TraceReplayTest, TasksMoveToWhoIsFree) {
  TraceModel model = fork_join({0, 0});
  model.pools.push_back(
      {.tasks = {{work(6e6)}, {work(2e6)}, {work(2e6)}, {work(2e6)}}, .workers = 2});
  for (std::size_t i = 1; i <= 2; ++i) {
    TracedThread& worker = model.threads[i];
    worker.pool = 0;
    worker.rest = {worker.ops.back()};
    worker.ops.pop_back();
  }
  const Replay replayed = on_all(model);
  EXPECT_TRUE(replayed.complete);
  EXPECT_DOUBLE_EQ(replayed.time, 6e6);
  EXPECT_DOUBLE_EQ(replay(with_a_worker_for_each_task(model), kAllCores).time, 6e6);
}

TEST(TraceReplayTest, SaysThatSomeCannotGoOn) {
  TraceModel model = fork_join({1e6});
  model.threads.front().ops.push_back(op(Kind::await, 2));
  model.tokens.push_back(1);
  EXPECT_FALSE(replay(model, 2).complete);
}

TEST(TraceReplayTest, StartsAndWakesCostWhatTheyCost) {
  const TraceModel model = fork_join({4e6});
  EXPECT_DOUBLE_EQ(replay(model, 2, {.start = 1e5, .wake = 2e4}).time, 4e6 + 1.2e5);
}

TEST(TraceReplayTest, TheLongestChainLeadsThroughTheLongestThread) {
  const std::vector<ReplayPiece> chain = longest_chain(on_all(fork_join({2e6, 7e6, 3e6}, 5e6)));
  ASSERT_EQ(chain.size(), 2U);
  EXPECT_EQ(chain[0].thread, 0U);
  EXPECT_EQ(chain[1].thread, 2U);
  EXPECT_EQ(chain[1].because, ReplayPiece::Because::started);
  EXPECT_DOUBLE_EQ(chain[1].to, 12e6);
}

SpeedupBracket bracket_of(const TraceModel& model, std::size_t cores) {
  return bracket(model, on_all(model), cores, {});
}

TEST(TraceBracketTest, IsNarrowWhereEveryThreadHasACore) {
  const SpeedupBracket found = bracket_of(fork_join({7e6, 3e6}), 2);
  EXPECT_THAT(found.at_least, DoubleNear(10.0 / 7 * 0.97, 0.01));
  EXPECT_THAT(found.at_most, DoubleNear(10.0 / 7 * 1.03, 0.01));
}

TEST(TraceBracketTest, IsBrentsBoundWhereThereAreFewerCores) {
  // T1 = 12, S = 4: T_2 <= 6 + 2 = 8.
  const SpeedupBracket found = bracket_of(fork_join({4e6, 4e6, 4e6}), 2);
  EXPECT_THAT(found.at_least, DoubleNear(1.5 * 0.97, 0.001));
  EXPECT_THAT(found.at_most, DoubleNear(2 * 1.03, 0.02));
}

TEST(TraceBracketTest, HoldsForAnyOrderOfALock) {
  // S = 10 outside, C = 20 inside: no order takes longer than 30 of 40.
  const SpeedupBracket found = bracket_of(with_lock(2, 10, 1e6, 1e6), 2);
  EXPECT_THAT(found.at_least, DoubleNear(40.0 / 30 * 0.97, 0.001));
  EXPECT_THAT(found.at_most, DoubleNear(40.0 / 21 * 1.03, 0.01));
}

TEST(TraceBracketTest, NoLockMakesItSlowerThanOneThread) {
  EXPECT_THAT(bracket_of(with_lock(4, 10, 0, 1e6), 4).at_least, DoubleNear(0.97, 0.001));
}

TEST(InflationTest, IsTheRatioOfCpuTimes) {
  const Inflation found = inflation(100, 300, 150, 150);
  EXPECT_DOUBLE_EQ(found.together, 1);
  ASSERT_TRUE(found.ratio);
  EXPECT_DOUBLE_EQ(*found.ratio, 3);
}

TEST(InflationTest, IsUnknownWhereThreadsSeldomRanTogether) {
  EXPECT_FALSE(inflation(100, 100, 95, 50).ratio);
}

TEST(InflationTest, IsNoneWhereNothingRunsTogether) {
  EXPECT_EQ(inflation(100, 100, 100, 100).ratio, 1);
}

TEST(TimelineTest, LeavesOutWhatNobodySees) {
  const Timeline timeline = timeline_of(on_all(fork_join({4e6, 2e6})), 3, 2);
  ASSERT_EQ(timeline.lanes.size(), 3U);
  ASSERT_EQ(timeline.lanes[2].spans.size(), 1U);
  EXPECT_DOUBLE_EQ(timeline.lanes[2].spans[0].to_ms, 2);
}

// ---- what the runtime tells ---------------------------------------------------

constexpr const char* kHead = "{\"trace\":1,\"cost\":0,\"lost\":0}\n";
constexpr const char* kTail = "{\"whole\":true}\n";

// Fields: thread, kind, flags, cpu, wall, aside, object, other, place.
std::optional<TraceLog> log_of(const std::string& records) {
  return read_trace(kHead + records + kTail).log;
}

TEST(TraceLogTest, RefusesWhatIsNotWhole) {
  EXPECT_FALSE(read_trace(std::string(kHead) + "[0,0,0,0,0,0,1,0,0]\n").log);
  EXPECT_FALSE(log_of("[0,0,0,0,0,0,1,0]\n"));
  EXPECT_FALSE(log_of("[0,99,0,0,0,0,1,0,0]\n"));
  EXPECT_FALSE(log_of("[0,0,0,5,0,0,1,0,0]\n[0,1,0,4,0,0,0,0,0]\n"));
  EXPECT_FALSE(log_of("[4000000000,0,0,5,0,0,1,0,0]\n"));
  EXPECT_FALSE(log_of(""));
  EXPECT_TRUE(log_of("[0,0,0,0,0,0,1,0,0]\n"));
}

TEST(TraceLogTest, SaysWhatFoundNoRoom) {
  EXPECT_EQ(read_trace("{\"trace\":1,\"cost\":0,\"lost\":7}\n").lost, 7U);
}

TEST(TraceModelTest, JoinsWaitForEnds) {
  const auto log = log_of(
      "[0,0,0,0,0,0,9,0,0]\n"
      "[0,2,0,10,10,2,0,1,5]\n"   // creates thread 1; 2 ns are none of its work
      "[0,3,0,20,90,0,77,0,6]\n"  // joins handle 77
      "[0,1,0,25,95,0,0,0,0]\n"
      "[1,0,0,0,15,0,77,0,0]\n"
      "[1,1,0,50,80,0,0,0,0]\n");
  ASSERT_TRUE(log);
  EXPECT_DOUBLE_EQ(work_of(*log), 10 + 8 + 5 + 50);
  const TraceModel model = model_of(*log);
  EXPECT_DOUBLE_EQ(work_of(model), 73);
  EXPECT_DOUBLE_EQ(on_all(model).time, 10 + 50 + 5);
}

TEST(TraceModelTest, AConsumerNeedsWhatItWasNotifiedOf) {
  const auto log = log_of(
      "[0,0,0,0,0,0,9,0,0]\n"
      "[0,2,0,0,1,0,0,1,5]\n"
      "[0,8,0,100,100,0,500,1,7]\n"  // notifies 500
      "[0,1,0,100,110,0,0,0,0]\n"
      "[1,0,0,0,2,0,77,0,0]\n"
      "[1,6,0,10,20,0,400,0,0]\n"   // gives lock 400 back to wait
      "[1,7,0,10,101,0,500,0,8]\n"  // until notified on 500
      "[1,4,0,10,102,0,400,0,8]\n"
      "[1,1,0,40,140,0,0,0,0]\n");
  ASSERT_TRUE(log);
  EXPECT_DOUBLE_EQ(on_all(model_of(*log)).time, 130);
}

}  // namespace
}  // namespace judge
