#include "gil.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <functional>
#include <stdexcept>
#include <system_error>
#include <thread>

#include "support/caller.hpp"
#include "support/patience.hpp"
#include "support/peak_counter.hpp"

namespace course {
namespace {

using std::chrono::milliseconds;
using std::chrono::minutes;
using support::Caller;

// Nobody waits so long in a test: a lock with this interval is never requested.
constexpr minutes kNever{10};

// Whether `call` throws a std::system_error with this code.
bool refuses(std::errc code, const std::function<void()>& call) {
  try {
    call();
  } catch (const std::system_error& error) {
    return error.code() == std::make_error_code(code);
  }
  return false;
}

void take_a_turn(Gil& gil) {
  gil.acquire();
  gil.release();
}

// A request wakes nobody, so it has to be asked for.
bool becomes_requested(const Gil& gil) {
  const support::Patience patience{.tick = milliseconds(1), .ticks = 2'000};
  for (int tick = 0; tick < patience.ticks; ++tick) {
    if (gil.drop_requested()) {
      return true;
    }
    std::this_thread::sleep_for(patience.tick);
  }
  return false;
}

TEST(Lock, RefusesAnIntervalOfNothing) {
  EXPECT_THROW(Gil(milliseconds(0)), std::invalid_argument);
  EXPECT_THROW(Gil(milliseconds(-5)), std::invalid_argument);
}

TEST(Lock, IsHeldByOneThreadAtATime) {
  constexpr int kTurns = 300;
  Gil gil(milliseconds(1));
  support::PeakCounter inside;
  int turns = 0;  // nothing but the lock protects it
  {
    const auto call = [&] {
      for (int i = 0; i < kTurns; ++i) {
        gil.acquire();
        {
          const support::PeakCounter::Visit visit(inside);
          ++turns;
        }
        gil.release();
      }
    };
    Caller first(call);
    Caller second(call);
    Caller third(call);
    first.finish();
    second.finish();
    third.finish();
  }
  EXPECT_EQ(inside.peak(), 1) << "threads that held the lock at the same time";
  EXPECT_EQ(turns, 3 * kTurns);
}

TEST(Lock, WhoWaitsSleepsUntilItIsFree) {
  Gil gil(kNever);
  gil.acquire();
  Caller waiter([&] { take_a_turn(gil); });
  EXPECT_TRUE(waiter.blocks()) << "acquire() is not asleep: it returned, spins or wakes up to look";
  gil.release();
  EXPECT_TRUE(waiter.returns()) << "release() did not wake the thread that waits";
  waiter.finish();
}

TEST(Lock, EveryThreadThatWaitsGetsIt) {
  Gil gil(kNever);
  gil.acquire();
  const auto call = [&] { take_a_turn(gil); };
  Caller first(call);
  Caller second(call);
  Caller third(call);
  EXPECT_TRUE(first.blocks() && second.blocks() && third.blocks());
  gil.release();
  EXPECT_TRUE(first.returns() && second.returns() && third.returns());
  first.finish();
  second.finish();
  third.finish();
}

TEST(Lock, OnlyItsHolderLetsGo) {
  Gil gil(kNever);
  const auto release = [&] { gil.release(); };
  EXPECT_TRUE(refuses(std::errc::operation_not_permitted, release)) << "nobody holds it";
  gil.acquire();
  bool refused = false;
  Caller stranger([&] { refused = refuses(std::errc::operation_not_permitted, release); });
  stranger.finish();
  EXPECT_TRUE(refused) << "another thread holds it";
  Caller waiter([&] { take_a_turn(gil); });
  EXPECT_TRUE(waiter.blocks()) << "what was refused has let go of the lock all the same";
  gil.release();
  waiter.finish();
  EXPECT_TRUE(refuses(std::errc::operation_not_permitted, release)) << "it was let go already";
}

TEST(Lock, ItsHolderCannotAcquireItAgain) {
  Gil gil(kNever);
  gil.acquire();
  EXPECT_TRUE(refuses(std::errc::resource_deadlock_would_occur, [&] { gil.acquire(); }));
  Caller waiter([&] { take_a_turn(gil); });
  EXPECT_TRUE(waiter.blocks()) << "the holder has lost the lock";
  gil.release();
  waiter.finish();
}

TEST(Turns, WhoHasWaitedForAnIntervalAsksForTheLock) {
  constexpr milliseconds kInterval{60};
  Gil gil(kInterval);
  gil.acquire();
  EXPECT_FALSE(gil.drop_requested()) << "nobody waits";
  const auto start = std::chrono::steady_clock::now();
  Caller waiter([&] { take_a_turn(gil); });
  EXPECT_TRUE(becomes_requested(gil));
  EXPECT_GE(std::chrono::steady_clock::now() - start, kInterval) << "nobody had waited so long yet";
  gil.release();
  waiter.finish();
  EXPECT_FALSE(gil.drop_requested()) << "the lock has gone to another thread since";
}

TEST(Turns, WhoIsAskedForTheLockDoesNotTakeItBack) {
  constexpr int kRounds = 30;
  Gil gil(milliseconds(1));
  for (int round = 0; round < kRounds; ++round) {
    bool had_it = false;  // the lock protects it
    gil.acquire();
    Caller waiter([&] {
      gil.acquire();
      had_it = true;
      gil.release();
    });
    EXPECT_TRUE(becomes_requested(gil));
    gil.release();
    gil.acquire();
    const bool was_next = had_it;
    gil.release();
    waiter.finish();
    ASSERT_TRUE(was_next) << "in round " << round;
  }
}

TEST(Turns, WithoutARequestNobodyIsWaitedFor) {
  Gil gil(kNever);
  Caller alone([&] {
    for (int i = 0; i < 100; ++i) {
      take_a_turn(gil);
    }
  });
  EXPECT_TRUE(alone.returns());
  alone.finish();
}

}  // namespace
}  // namespace course
