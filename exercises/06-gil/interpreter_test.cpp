#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <functional>
#include <iterator>
#include <memory>
#include <stdexcept>
#include <string>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include "machine.hpp"
#include "support/caller.hpp"
#include "support/cpu_meter.hpp"
#include "support/gate.hpp"
#include "support/meeting.hpp"
#include "support/timeline.hpp"

namespace course {
namespace {

using std::chrono::milliseconds;
using std::chrono::minutes;
using support::Caller;

constexpr minutes kNever{10};

// Cells without protection, and a sleep of the test's own.
class Cells : public Machine {
 public:
  explicit Cells(std::vector<long> values) : values_(std::move(values)) {}

  std::function<void()> on_sleep = [] {};

  void add(std::size_t cell, long amount) override { values_.at(cell) += amount; }
  bool is_zero(std::size_t cell) override { return values_.at(cell) == 0; }
  void sleep(milliseconds /*time*/) override { on_sleep(); }

  long value(std::size_t cell) const { return values_.at(cell); }

 private:
  std::vector<long> values_;
};

// Only its holder can let go of the lock.
bool holds(Gil& gil) {
  try {
    gil.release();
  } catch (const std::system_error&) {
    return false;
  }
  gil.acquire();
  return true;
}

// Cells that know whether whoever touches them holds the lock.
class GuardedCells : public Cells {
 public:
  GuardedCells(std::vector<long> values, Gil& gil) : Cells(std::move(values)), gil_(gil) {}

  void add(std::size_t cell, long amount) override {
    note(holds(gil_));
    Cells::add(cell, amount);
  }
  bool is_zero(std::size_t cell) override {
    note(holds(gil_));
    return Cells::is_zero(cell);
  }

  int touched() const { return touched_; }
  int touched_without_lock() const { return touched_without_lock_; }

 private:
  void note(bool held) {
    ++touched_;
    touched_without_lock_ += held ? 0 : 1;
  }

  Gil& gil_;
  int touched_ = 0;
  int touched_without_lock_ = 0;
};

bool is_free(Gil& gil) {
  Caller other([&] {
    gil.acquire();
    gil.release();
  });
  if (other.returns()) {
    return true;
  }
  gil.release();  // this thread kept it; the other one is to come to an end
  return false;
}

// Adds 1 to cell `sum` as often as cell `counter` says.
Program count_down(std::size_t counter, std::size_t sum) {
  return {Add{.cell = sum, .amount = 1}, Add{.cell = counter, .amount = -1},
          Jump{.target = 0, .cell = counter}};
}

TEST(Bytecode, AddsAndJumps) {
  Gil gil;
  Cells cells({4, 100});
  run(count_down(0, 1), cells, gil);
  EXPECT_EQ(cells.value(0), 0);
  EXPECT_EQ(cells.value(1), 104);
}

TEST(Bytecode, AProgramWithoutInstructionsDoesNothing) {
  Gil gil;
  Cells cells({4});
  run({}, cells, gil);
  EXPECT_EQ(cells.value(0), 4);
  EXPECT_TRUE(is_free(gil));
}

TEST(Bytecode, AJumpToTheEndEndsTheProgram) {
  Gil gil;
  Cells cells({1, 0});
  run({Jump{.target = 2, .cell = 0}, Add{.cell = 1, .amount = 1}}, cells, gil);
  EXPECT_EQ(cells.value(1), 0);
}

TEST(Bytecode, AJumpOutOfTheProgramIsRefusedBeforeAnythingRuns) {
  Gil gil;
  Cells cells({1, 0});
  const Program program{Add{.cell = 0, .amount = 1}, Jump{.target = 3, .cell = 1}};
  EXPECT_THROW(run(program, cells, gil), std::out_of_range);
  EXPECT_EQ(cells.value(0), 1);
  EXPECT_TRUE(is_free(gil));
}

TEST(Bytecode, TouchesNoCellWithoutTheLock) {
  Gil gil(kNever);
  GuardedCells cells({4, 0}, gil);
  Program program = count_down(0, 1);
  program.insert(program.begin(), Sleep{milliseconds(1)});
  program.insert(program.end() - 1, Native{[] {}});
  run(program, cells, gil);
  EXPECT_EQ(cells.touched(), 3 * 4);
  EXPECT_EQ(cells.touched_without_lock(), 0);
}

TEST(Bytecode, InterpretersLoseNoneOfEachOthersAdditions) {
  constexpr long kTimes = 3'000;
  Gil gil(milliseconds(1));
  Cells cells({kTimes, kTimes, 0});
  support::Meeting start(2);
  const auto call = [&](std::size_t counter) {
    start.arrive();
    run(count_down(counter, 2), cells, gil);
  };
  Caller first([&] { call(0); });
  Caller second([&] { call(1); });
  first.finish();
  second.finish();
  EXPECT_EQ(cells.value(2), 2 * kTimes);
}

// When a program that computes gives up waiting for what never comes. It counts
// what it has computed: a machine that is busy with something else costs nothing.
constexpr std::chrono::milliseconds kLongestComputing{1'500};
constexpr long kBetweenLooks = 500;  // at the clock, which costs more than an instruction

// Jumps in a circle until somebody who holds the lock says that it is enough.
class Circle : public Machine {
 public:
  void add(std::size_t /*cell*/, long /*amount*/) override {}
  bool is_zero(std::size_t /*cell*/) override {
    if (asked_ == 0) {
      begun_.open();
    }
    if (++asked_ % kBetweenLooks == 0 && meter_.cpu() > kLongestComputing) {
      gave_up_ = true;
    }
    return enough_ || gave_up_;
  }
  void sleep(milliseconds /*time*/) override {}

  void enough() { enough_ = true; }
  bool gave_up() const { return gave_up_; }

  // Waits until somebody goes round, or is known never to.
  void wait_until_begun() { begun_.wait(); }
  void never_mind() { begun_.open(); }

 private:
  const support::CpuMeter meter_;
  support::Gate begun_;
  long asked_ = 0;
  bool enough_ = false;
  bool gave_up_ = false;
};

TEST(Bytecode, OffersTheLockToWhoAsksForIt) {
  Gil gil(milliseconds(1));
  Circle circle;
  Caller interpreter([&] {
    const std::unique_ptr<Circle, void (*)(Circle*)> at_the_end(
        &circle, [](Circle* each) { each->never_mind(); });
    run({Add{.cell = 0, .amount = 1}, Jump{.target = 0, .cell = 0}}, circle, gil);
  });
  circle.wait_until_begun();  // else the guest may be first, and needs no offer
  Caller guest([&] {
    gil.acquire();
    circle.enough();
    gil.release();
  });
  guest.finish();
  interpreter.finish();
  EXPECT_FALSE(circle.gave_up()) << "the program ran on and on, and nobody else had a turn";
}

TEST(LettingGo, ThreeSleepsOverlap) {
  Gil gil;
  Cells cells({0});
  support::Meeting asleep(3);
  cells.on_sleep = [&] { asleep.arrive(); };
  const auto call = [&] { run({Sleep{milliseconds(10)}}, cells, gil); };
  Caller first(call);
  Caller second(call);
  Caller third(call);
  first.finish();
  second.finish();
  third.finish();
  EXPECT_TRUE(asleep.took_place());
}

TEST(LettingGo, ThreeNativeCallsOverlap) {
  Gil gil;
  Cells cells({0});
  support::Meeting inside(3);
  const auto call = [&] { run({Native{[&] { inside.arrive(); }}}, cells, gil); };
  Caller first(call);
  Caller second(call);
  Caller third(call);
  first.finish();
  second.finish();
  third.finish();
  EXPECT_TRUE(inside.took_place());
}

TEST(LettingGo, OthersInterpretBesideANativeCall) {
  Gil gil(kNever);
  Cells cells({4, 0, 0});
  support::Gate gate;
  Caller native([&] { run({Native{[&] { gate.wait(); }}, Add{2, 1}}, cells, gil); });
  EXPECT_TRUE(gate.wait_for_callers(1));
  Caller bytecode([&] { run(count_down(0, 1), cells, gil); });
  EXPECT_TRUE(bytecode.returns());
  gate.open();
  native.finish();
  bytecode.finish();
  EXPECT_EQ(cells.value(1), 4);
  EXPECT_EQ(cells.value(2), 1);
}

TEST(LettingGo, NobodyHoldsTheLockWhileTheyRun) {
  Gil gil(kNever);
  Cells cells({0});
  bool held_asleep = true;
  bool held_in_native = true;
  cells.on_sleep = [&] { held_asleep = holds(gil); };
  run({Sleep{milliseconds(1)}, Native{[&] { held_in_native = holds(gil); }}}, cells, gil);
  EXPECT_FALSE(held_asleep);
  EXPECT_FALSE(held_in_native);
}

TEST(LettingGo, WhatANativeThrowsPassesThroughAndTheLockIsFree) {
  Gil gil;
  Cells cells({0});
  EXPECT_THROW(run({Native{[] { throw 7; }}, Add{0, 1}}, cells, gil), int);
  EXPECT_EQ(cells.value(0), 0) << "the program went on";
  EXPECT_TRUE(is_free(gil));
  EXPECT_THROW(run({Native{}}, cells, gil), std::bad_function_call);
  EXPECT_TRUE(is_free(gil));
}

struct NoBed {};  // nothing else throws it

TEST(LettingGo, WhatTheMachineThrowsPassesThroughAndTheLockIsFree) {
  Gil gil;
  Cells cells({0});
  EXPECT_THROW(run({Add{.cell = 9, .amount = 1}}, cells, gil), std::out_of_range);
  EXPECT_TRUE(is_free(gil));
  cells.on_sleep = [] { throw NoBed(); };
  EXPECT_THROW(run({Sleep{milliseconds(1)}}, cells, gil), NoBed);
  EXPECT_TRUE(is_free(gil));
}

// ---- the picture ----------------------------------------------------------------

// Notes who interprets when, until every interpreter has had its turns.
class Watched : public Machine {
 public:
  static constexpr std::size_t kInterpreters = 3;
  static constexpr int kTurns = 4;

  // The thread that calls is interpreter number `number` from now on.
  static void i_am(std::size_t number) { me = number; }

  void add(std::size_t /*cell*/, long /*amount*/) override {
    const auto now = std::chrono::steady_clock::now();
    Spans& spans = spans_.at(me);
    if (last_.exchange(me, std::memory_order_relaxed) == me && !spans.empty() &&
        spans.back().what == support::Activity::runs) {
      spans.back().to = now;
      return;
    }
    turns_.at(me).fetch_add(1, std::memory_order_relaxed);
    if (spans.size() < kMostSpans) {
      spans.push_back({.from = now, .to = now, .what = support::Activity::runs});
    }
  }

  bool is_zero(std::size_t /*cell*/) override {
    if (asked_.fetch_add(1, std::memory_order_relaxed) % kBetweenLooks == 0 &&
        meter_.cpu() > kLongestComputing) {
      gave_up_.store(true, std::memory_order_relaxed);
    }
    return gave_up() || std::all_of(turns_.begin(), turns_.end(), [](const auto& turns) {
             return turns.load(std::memory_order_relaxed) >= kTurns;
           });
  }

  void sleep(milliseconds time) override {
    const auto start = std::chrono::steady_clock::now();
    std::this_thread::sleep_for(time);
    spans_.at(me).push_back(
        {.from = start, .to = std::chrono::steady_clock::now(), .what = support::Activity::sleeps});
  }

  bool gave_up() const { return gave_up_.load(std::memory_order_relaxed); }

  // Once all interpreters have ended. Who neither runs nor sleeps waits for the lock.
  support::Timeline timeline(std::string title) const {
    support::Timeline result{.title = std::move(title), .lanes = {}};
    for (std::size_t i = 0; i < kInterpreters; ++i) {
      support::Timeline::Lane lane{.name = "thread " + std::to_string(i + 1), .spans = {}};
      auto since = start_;
      for (const support::Timeline::Span& span : spans_.at(i)) {
        lane.spans.push_back({.from = since, .to = span.from, .what = support::Activity::waits});
        lane.spans.push_back(span);
        since = span.to;
      }
      result.lanes.push_back(std::move(lane));
    }
    return result;
  }

  // Whether two of them ever interpreted at the same time.
  bool overlap() const {
    Spans runs;
    for (const Spans& spans : spans_) {
      std::copy_if(spans.begin(), spans.end(), std::back_inserter(runs),
                   [](const auto& span) { return span.what == support::Activity::runs; });
    }
    std::sort(runs.begin(), runs.end(),
              [](const auto& left, const auto& right) { return left.from < right.from; });
    return std::adjacent_find(runs.begin(), runs.end(), [](const auto& left, const auto& right) {
             return right.from < left.to;
           }) != runs.end();
  }

 private:
  using Spans = std::vector<support::Timeline::Span>;
  static constexpr std::size_t kMostSpans = 500;
  static thread_local std::size_t me;

  const std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  const support::CpuMeter meter_;
  std::array<Spans, kInterpreters> spans_;  // each written by its own thread
  std::array<std::atomic<int>, kInterpreters> turns_{};
  std::atomic<std::size_t> last_ = kInterpreters;  // who interpreted
  std::atomic<long> asked_ = 0;
  std::atomic<bool> gave_up_ = false;
};

thread_local std::size_t Watched::me = 0;

TEST(Turns, AreTakenByAllInterpreters) {
  Gil gil(milliseconds(5));
  Watched machine;
  const Program compute{Add{}, Jump{.target = 0, .cell = 0}};
  Program sleep_and_compute(60'000, Add{});
  sleep_and_compute.front() = Sleep{milliseconds(12)};
  sleep_and_compute.back() = Jump{.target = 0, .cell = 0};
  const auto call = [&](std::size_t number, const Program& program) {
    Watched::i_am(number);
    run(program, machine, gil);
  };
  {
    Caller first([&] { call(0, compute); });
    Caller second([&] { call(1, compute); });
    Caller third([&] { call(2, sleep_and_compute); });
    first.finish();
    second.finish();
    third.finish();
  }
  support::show(
      machine.timeline("three interpreters and one lock, one of them sleeps now and then"));
  EXPECT_FALSE(machine.gave_up()) << "an interpreter did not get its turns";
  EXPECT_FALSE(machine.overlap()) << "two interpreted at the same time";
}

}  // namespace
}  // namespace course
