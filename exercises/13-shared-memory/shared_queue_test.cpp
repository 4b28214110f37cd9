#include "shared_queue.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <limits>
#include <memory>
#include <stdexcept>
#include <string>

#include "support/caller.hpp"
#include "support/step.hpp"
#include "test_processes.hpp"

namespace course {
namespace {

using support::Shared;
using test::Flag;
using test::give;
using test::ignore;
using test::Number;
using test::number;
using test::Numbers;
using test::Process;
using test::size_of;
using test::take;

// --- messages cross between processes ---

TEST(Crossing, MessagesOfAChildArriveInTheirOrder) {
  SharedQueue queue(4, sizeof(Number));
  ASSERT_TRUE(give(queue, {3, 1, 2})) << "three messages do not fit in a queue of four";
  EXPECT_EQ(size_of(queue), 3U) << "the messages that a child pushed are not there for others";
  EXPECT_EQ(take(queue, 3), (Numbers{3, 1, 2}));
  EXPECT_EQ(size_of(queue), 0U);
}

TEST(Crossing, MessagesGoBothWays) {
  SharedQueue questions(1, sizeof(Number));
  SharedQueue answers(1, sizeof(Number));
  Process square([&] {
    Number asked = 0;
    while (questions.pop([&](auto message) { asked = test::number_in(message); })) {
      answers.push(number(asked * asked));
    }
  });
  for (Number i = 1; i <= 3; ++i) {
    ASSERT_TRUE(give(questions, {i}));
    EXPECT_EQ(take(answers, 1), Numbers{i * i});
  }
  Process last([&] { questions.close(); });
  EXPECT_TRUE(last.returns());
  EXPECT_TRUE(square.returns()) << "close() did not send the other process home";
}

TEST(Crossing, AMessageArrivesWhole) {
  constexpr std::size_t kSize = 1013;  // no multiple of anything
  SharedQueue queue(3, kSize);
  const Shared<std::atomic<int>> whole(0);
  const auto byte_at = [](std::size_t message, std::size_t i) {
    return static_cast<std::byte>((message * 7 + i * i) & 0xffU);
  };
  constexpr std::size_t kMessages = 7;
  Process producer([&] {
    for (std::size_t n = 0; n < kMessages; ++n) {
      queue.push([&](std::span<std::byte> message) {
        for (std::size_t i = 0; i < message.size(); ++i) {
          message[i] = byte_at(n, i);
        }
      });
    }
  });
  Process consumer([&] {
    for (std::size_t n = 0; n < kMessages; ++n) {
      queue.pop([&](std::span<const std::byte> message) {
        bool right = message.size() == kSize;
        for (std::size_t i = 0; i < message.size(); ++i) {
          right = right && message[i] == byte_at(n, i);
        }
        *whole += right ? 1 : 0;
      });
    }
  });
  EXPECT_TRUE(producer.returns());
  EXPECT_TRUE(consumer.returns()) << "seven messages went in, and fewer came out";
  EXPECT_EQ(*whole, 7) << "of seven messages with all of their bytes";
}

TEST(Crossing, SeveralProducersKeepTheirOwnOrder) {
  constexpr Number kEach = 20;
  SharedQueue queue(2, sizeof(Number));
  const auto push_all = [&](Number producer) {
    for (Number i = 0; i < kEach; ++i) {
      queue.push(number(producer * 1000 + i));
    }
  };
  Process first([&] { push_all(0); });
  Process second([&] { push_all(1); });
  Process third([&] { push_all(2); });
  const Numbers all = take(queue, 3 * kEach);
  EXPECT_EQ(all.size(), 3 * kEach) << "messages were lost, or somebody was not woken";
  for (Number producer = 0; producer < 3; ++producer) {
    Numbers own;
    std::copy_if(all.begin(), all.end(), std::back_inserter(own),
                 [&](Number value) { return value / 1000 == producer; });
    Numbers expected(kEach);
    std::generate(expected.begin(), expected.end(),
                  [n = producer * 1000]() mutable { return n++; });
    EXPECT_EQ(own, expected);
  }
}

TEST(Crossing, AProcessThatDestroysItsQueueTakesItAwayFromNobodyElse) {
  auto queue = std::make_unique<SharedQueue>(2, sizeof(Number));
  Process leaving([&] {
    queue->push(number(1));
    queue.reset();
  });
  ASSERT_TRUE(leaving.returns());
  EXPECT_EQ(take(*queue, 1), Numbers{1});
  EXPECT_TRUE(give(*queue, {2})) << "the queue is gone for all, though one process left it";
  EXPECT_EQ(take(*queue, 1), Numbers{2});
}

int shared_mappings() {
  std::ifstream maps("/proc/self/maps");
  int count = 0;
  for (std::string line; std::getline(maps, line);) {
    count += line.find("rw-s") != std::string::npos ? 1 : 0;
  }
  return count;
}

TEST(Crossing, NoPagesStayBehind) {
  const int before = shared_mappings();
  for (int i = 0; i < 10; ++i) {
    const SharedQueue queue(4, 5000);
    EXPECT_EQ(queue.size(), 0U);
  }
  EXPECT_EQ(shared_mappings(), before) << "pages of queues that are long destroyed";
}

TEST(Crossing, ImpossibleSizesAreRefused) {
  constexpr std::size_t kMost = std::numeric_limits<std::size_t>::max();
  EXPECT_THROW(SharedQueue(0, 8), std::invalid_argument);
  EXPECT_THROW(SharedQueue(8, 0), std::invalid_argument);
  EXPECT_THROW(SharedQueue(kMost / 2 + 1, 2), std::invalid_argument) << "the product overflows";
  EXPECT_THROW(SharedQueue(1, kMost), std::invalid_argument)
      << "together with what else the queue needs, the sum overflows";
  EXPECT_THROW(SharedQueue(std::size_t{1} << 40U, std::size_t{1} << 20U), std::system_error)
      << "no system has that much memory";
}

TEST(Crossing, AnExceptionLeavesTheQueueAsItWas) {
  SharedQueue queue(2, sizeof(Number));
  Process thrower([&] {
    queue.push(number(1));
    try {
      queue.push([](std::span<std::byte> message) {
        test::write_half(message);
        throw std::runtime_error("no more data");
      });
    } catch (const std::runtime_error&) {
      try {
        queue.pop([](std::span<const std::byte>) { throw std::runtime_error("no place for it"); });
      } catch (const std::runtime_error&) {
        return;
      }
    }
    throw std::logic_error("an exception did not reach the caller");
  });
  EXPECT_TRUE(thrower.returns()) << "the queue stays locked after an exception, or swallows it";
  EXPECT_EQ(size_of(queue), 1U);
  EXPECT_EQ(take(queue, 1), Numbers{1});
}

TEST(Crossing, AnEmptyFunctionIsAnInvalidArgument) {
  SharedQueue queue(2, sizeof(Number));
  EXPECT_THROW(queue.push(nullptr), std::invalid_argument);
  EXPECT_THROW(queue.pop(nullptr), std::invalid_argument) << "also while the queue is empty";
  EXPECT_EQ(queue.size(), 0U);
}

TEST(Crossing, AClosedQueueIsDrainedAndTakesNothing) {
  SharedQueue queue(2, sizeof(Number));
  Process closer([&] {
    queue.push(number(1));
    queue.close();
    queue.close();
  });
  ASSERT_TRUE(closer.returns());
  bool called = false;
  EXPECT_THROW(queue.push([&](std::span<std::byte>) { called = true; }), QueueClosed);
  EXPECT_FALSE(called) << "write() is not for a closed queue";
  EXPECT_EQ(take(queue, 2), Numbers{1}) << "what was in the queue comes out, then nothing";
}

// --- who waits, sleeps ---

TEST(Waiting, APopSleepsUntilAMessageComes) {
  SharedQueue queue(1, sizeof(Number));
  Process consumer([&] { queue.pop(ignore); });
  EXPECT_TRUE(consumer.sleeps()) << "pop() is not asleep: it returned, spins or wakes up to look";
  EXPECT_TRUE(give(queue, {1}));
  EXPECT_TRUE(consumer.returns()) << "the push of another process did not wake it";
}

TEST(Waiting, APushSleepsWhileTheQueueIsFull) {
  SharedQueue queue(2, sizeof(Number));
  Process producer([&] {
    for (const Number value : {1U, 2U, 3U}) {
      queue.push(number(value));
    }
  });
  EXPECT_TRUE(producer.sleeps()) << "push() is not asleep: it returned, spins or wakes up to look";
  EXPECT_EQ(size_of(queue), 2U);
  EXPECT_EQ(take(queue, 1), Numbers{1});
  EXPECT_TRUE(producer.returns()) << "the pop of another process did not wake it";
  EXPECT_EQ(take(queue, 2), (Numbers{2, 3}));
}

TEST(Waiting, WhoWaitsForAnothersCallSleepsAsWell) {
  SharedQueue queue(2, sizeof(Number));
  const Shared<Flag> inside;
  const Shared<Flag> go_on;
  Process slow([&] {
    queue.push([&](std::span<std::byte> message) {
      inside->raise();
      go_on->wait();
      number(1)(message);
    });
  });
  ASSERT_TRUE(inside->wait()) << "push() does not call write()";
  Process other([&] { queue.push(number(2)); });
  EXPECT_TRUE(other.sleeps()) << "the queue is not locked while a message is written";
  go_on->raise();
  EXPECT_TRUE(slow.returns());
  EXPECT_TRUE(other.returns()) << "the lock was free again, and nobody woke the other process";
  EXPECT_EQ(take(queue, 2), (Numbers{1, 2}));
}

TEST(Waiting, EverySleeperGetsItsMessage) {
  SharedQueue queue(3, sizeof(Number));
  Process first([&] { queue.pop(ignore); });
  Process second([&] { queue.pop(ignore); });
  EXPECT_TRUE(first.sleeps());
  EXPECT_TRUE(second.sleeps());
  EXPECT_TRUE(give(queue, {1, 2}));
  EXPECT_TRUE(first.returns() && second.returns()) << "two messages, and somebody sleeps on";
}

TEST(Waiting, CloseWakesEverybody) {
  SharedQueue empty(1, sizeof(Number));
  SharedQueue full(1, sizeof(Number));
  const Shared<std::atomic<int>> sent_home(0);
  const auto pop = [&] { *sent_home += empty.pop(ignore) ? 0 : 1; };
  Process first(pop);
  Process second(pop);
  ASSERT_TRUE(give(full, {1}));
  Process third([&] {
    try {
      full.push(number(2));
    } catch (const QueueClosed&) {
      ++*sent_home;
    }
  });
  EXPECT_TRUE(first.sleeps());
  EXPECT_TRUE(second.sleeps());
  EXPECT_TRUE(third.sleeps());
  Process closer([&] {
    empty.close();
    full.close();
  });
  EXPECT_TRUE(closer.returns());
  EXPECT_TRUE(first.returns() && second.returns()) << "close() left a pop asleep";
  EXPECT_TRUE(third.returns()) << "close() left a push asleep";
  EXPECT_EQ(*sent_home, 3) << "two pops with false, one push with QueueClosed";
}

TEST(Waiting, ASignalEndsNoWait) {
  SharedQueue queue(1, sizeof(Number));
  Process consumer([&] {
    struct sigaction handled{};
    handled.sa_handler = [](int) {};
    sigaction(SIGUSR1, &handled, nullptr);  // without SA_RESTART: waits are interrupted
    queue.pop(ignore);
  });
  EXPECT_TRUE(consumer.sleeps());
  consumer.signal(SIGUSR1);
  EXPECT_TRUE(consumer.sleeps()) << "a signal ended the wait";
  EXPECT_TRUE(give(queue, {1}));
  EXPECT_TRUE(consumer.returns());
}

// Counted between a push and a pop of another thread, in time; only the queue's
// own lock stands between the two.
TEST(Waiting, TheQueueMayBeCountedWhileAnotherThreadUsesIt) {
  SharedQueue queue(2, sizeof(Number));
  EXPECT_EQ(queue.size(), 0U);
  support::Step pushed;
  support::Step counted;
  support::Step popped;
  support::Step counted_again;
  support::Caller other([&] {
    queue.push(number(1));
    pushed.take();
    EXPECT_TRUE(counted.wait());
    queue.pop(ignore);
    popped.take();
    EXPECT_TRUE(counted_again.wait());  // still alive: nothing has been joined yet
  });
  EXPECT_TRUE(pushed.wait());
  EXPECT_EQ(queue.size(), 1U);
  counted.take();
  EXPECT_TRUE(popped.wait());
  EXPECT_EQ(queue.size(), 0U);
  counted_again.take();
  other.finish();
}

}  // namespace
}  // namespace course
