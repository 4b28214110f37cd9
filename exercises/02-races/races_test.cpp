#include "races.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <deque>
#include <functional>
#include <random>
#include <span>
#include <stdexcept>
#include <vector>

#include "support/caller.hpp"
#include "support/cpu_meter.hpp"
#include "support/gate.hpp"
#include "support/meeting.hpp"
#include "support/step.hpp"

namespace course {
namespace {

using support::Caller;
using support::CpuMeter;
using support::Gate;
using support::Meeting;
using support::Step;
using Bytes = std::vector<std::byte>;

constexpr unsigned kThreads = 4;
constexpr long kIncrements = 100'000;

// Counts on one of several threads that share `meetings`: at least kIncrements
// times, and on until the threads have often counted at the same time. Threads
// that happen to take turns lose nothing, whatever they do. Returns how often
// it counted.
//
// The order `relaxed` keeps the threads from synchronising with each other
// here: ThreadSanitizer must see what the counter does about it.
long count_in_company(Counter& counter, std::atomic<int>& meetings) {
  constexpr long kStretch = 500;
  constexpr int kEnoughMeetings = 500;
  constexpr std::chrono::milliseconds kEnoughCpu{1'000};  // on one CPU they hardly ever do
  const CpuMeter meter;
  long counted = 0;
  while (counted < kIncrements ||
         (meetings.load(std::memory_order_relaxed) < kEnoughMeetings && meter.cpu() < kEnoughCpu)) {
    const long before = counter.value();
    for (long i = 0; i < kStretch; ++i) {
      counter.increment();
    }
    counted += kStretch;
    if (counter.value() != before + kStretch) {
      meetings.fetch_add(1, std::memory_order_relaxed);  // another thread counted meanwhile
    }
  }
  return counted;
}

TEST(Counter, StartsAtZero) {
  const Counter counter;
  EXPECT_EQ(counter.value(), 0);
}

TEST(Counter, LosesNoIncrementOfFourThreads) {
  Counter counter;
  Meeting start(kThreads);
  std::atomic<int> meetings{0};
  std::atomic<long> increments{0};
  std::deque<Caller> callers;
  for (unsigned i = 0; i < kThreads; ++i) {
    callers.emplace_back([&] {
      start.arrive();
      increments += count_in_company(counter, meetings);
    });
  }
  for (Caller& caller : callers) {
    caller.finish();
  }
  EXPECT_EQ(counter.value(), increments)
      << kThreads << " threads counted " << increments << " times together";
}

TEST(Counter, KnowsNothingOfOtherCounters) {
  Counter one;
  Counter other;
  one.increment();
  other.increment();
  one.increment();
  const Counter late;
  EXPECT_EQ(one.value(), 2);
  EXPECT_EQ(other.value(), 1);
  EXPECT_EQ(late.value(), 0);
}

TEST(Reading, SeesAnIncrementAsSoonAsItReturns) {
  Counter counter;
  for (long i = 1; i <= 5'000; ++i) {
    counter.increment();
    ASSERT_EQ(counter.value(), i);
  }
}

TEST(Reading, SeesWhatAnotherThreadHasCounted) {
  Counter counter;
  Gate end;
  Caller other([&] {
    for (int i = 0; i < 10; ++i) {
      counter.increment();
    }
    end.wait();  // the thread lives on: it has not handed anything over by ending
  });
  end.wait_for_callers(1);
  EXPECT_EQ(counter.value(), 10);
  end.open();
  other.finish();
}

// ThreadSanitizer forgets a write after some ten thousand unlocks, and some of
// what ended threads did. So this is one write of a thread that lives on, and
// one read.
TEST(Reading, NeedsNoHelpFromItsCallers) {
  Counter counter;
  counter.increment();
  EXPECT_EQ(counter.value(), 1);
  Step counted;  // orders in time and does not synchronise
  Step read;
  Caller other([&] {
    counter.increment();
    counted.take();
    EXPECT_TRUE(read.wait());
  });
  EXPECT_TRUE(counted.wait());
  const long value = counter.value();
  EXPECT_GE(value, 1);
  EXPECT_LE(value, 2);
  read.take();
  other.finish();
}

TEST(Reading, NeverGoesBackwardsWhileOthersCount) {
  constexpr unsigned kWriters = 2;
  Counter counter;
  counter.increment();
  Meeting start(kWriters + 1);
  std::atomic<unsigned> writers{kWriters};
  std::deque<Caller> callers;
  for (unsigned i = 0; i < kWriters; ++i) {
    callers.emplace_back([&] {
      start.arrive();
      for (long k = 0; k < kIncrements / 2; ++k) {
        counter.increment();
      }
      writers.fetch_sub(1, std::memory_order_relaxed);  // relaxed: see count_in_company
    });
  }
  start.arrive();
  long last = 0;
  for (bool counting = true; counting;) {
    counting = writers.load(std::memory_order_relaxed) > 0;
    const long now = counter.value();
    ASSERT_GE(now, last) << "a value that was read later is smaller";
    last = now;
  }
  for (Caller& caller : callers) {
    caller.finish();
  }
}

Histogram count_serially(std::span<const std::byte> bytes) {
  Histogram histogram{};
  for (const std::byte byte : bytes) {
    ++histogram[std::to_integer<std::size_t>(byte)];
  }
  return histogram;
}

Bytes random_bytes(std::size_t size) {
  std::mt19937 random(1);
  Bytes bytes(size);
  for (std::byte& byte : bytes) {
    byte = static_cast<std::byte>(random() & 0xff);
  }
  return bytes;
}

TEST(CountBytes, CountsEveryValue) {
  Bytes bytes;
  Histogram expected{};
  for (std::size_t value = 0; value < expected.size(); ++value) {
    expected[value] = value + 1;
    bytes.insert(bytes.end(), value + 1, static_cast<std::byte>(value));
  }
  EXPECT_EQ(count_bytes(bytes, 3), expected);
}

TEST(CountBytes, CountsTheSameWithAnyNumberOfWorkers) {
  const Bytes bytes = random_bytes(1'009);  // a prime: there is a remainder nearly always
  const Histogram expected = count_serially(bytes);
  for (unsigned workers = 1; workers <= 16; ++workers) {
    EXPECT_EQ(count_bytes(bytes, workers), expected) << "with " << workers << " workers";
  }
}

TEST(CountBytes, CountsOnWithMoreWorkersThanBytes) {
  const Bytes bytes = random_bytes(3);
  EXPECT_EQ(count_bytes(bytes, 4), count_serially(bytes));
  EXPECT_EQ(count_bytes(bytes, 1'000), count_serially(bytes));
}

TEST(CountBytes, FindsNothingInNoBytes) {
  EXPECT_EQ(count_bytes({}, 1), Histogram{});
  EXPECT_EQ(count_bytes({}, 4), Histogram{});
}

TEST(CountBytes, RefusesToWorkWithoutWorkers) {
  const Bytes bytes = random_bytes(10);
  EXPECT_THROW(count_bytes(bytes, 0), std::invalid_argument);
  EXPECT_THROW(count_bytes({}, 0), std::invalid_argument);
}

TEST(CountBytes, ReadsOnlyItsBytes) {
  constexpr std::size_t kMargin = 64;
  const Bytes all(3 * kMargin, std::byte{0xff});
  for (std::size_t size = 0; size <= kMargin; size += 7) {
    Bytes bytes = all;
    std::fill_n(bytes.begin() + kMargin, size, std::byte{0});
    const Histogram histogram = count_bytes(std::span(bytes).subspan(kMargin, size), 4);
    EXPECT_EQ(histogram[0], size);
    EXPECT_EQ(histogram[0xff], 0U) << "bytes before or behind the " << size << " were counted";
  }
}

TEST(CountBytes, CountsOneValueManyTimes) {
  const Bytes bytes(1'000'000, std::byte{0xff});
  Histogram expected{};
  expected[0xff] = bytes.size();
  EXPECT_EQ(count_bytes(bytes, 2), expected);
}

}  // namespace
}  // namespace course
