// Processes are killed here: in the middle of a push or a pop, and in their sleep.

#include <gtest/gtest.h>
#include <poll.h>

#include <functional>

#include "crash_point.hpp"
#include "test_processes.hpp"

namespace course {
namespace {

using support::Shared;
using test::die_in_the_middle;
using test::Flag;
using test::give;
using test::ignore;
using test::Number;
using test::number;
using test::Numbers;
using test::Process;
using test::size_of;
using test::take;

// --- killed while it holds the lock ---

TEST(Survival, AMessageWrittenByHalfIsNeverSeen) {
  SharedQueue queue(4, sizeof(Number));
  Process producer([&] {
    queue.push(number(1));
    queue.push(number(2));
    queue.push(die_in_the_middle);
  });
  ASSERT_TRUE(producer.dies());
  EXPECT_EQ(size_of(queue), 2U) << "two were complete when their producer was killed";
  EXPECT_TRUE(give(queue, {3})) << "nobody can push any more";
  EXPECT_EQ(take(queue, 3), (Numbers{1, 2, 3}));
}

TEST(Survival, HundredsMayDieOneAfterTheOther) {
  constexpr Number kDeaths = 300;
  SharedQueue queue(4, sizeof(Number));
  for (Number i = 0; i < kDeaths; i += 3) {
    for (const Number value : {i, i + 1, i + 2}) {
      Process producer([&] {
        queue.push(number(value));
        queue.push(die_in_the_middle);
      });
      ASSERT_TRUE(producer.dies())
          << "a push does not come to its message, after " << value << " deaths";
    }
    ASSERT_EQ(take(queue, 3), (Numbers{i, i + 1, i + 2})) << "after " << i + 3 << " deaths";
  }
}

TEST(Survival, NoPlaceIsLostWithTheDead) {
  SharedQueue queue(2, sizeof(Number));
  for (int i = 0; i < 5; ++i) {
    Process producer([&] { queue.push(die_in_the_middle); });
    ASSERT_TRUE(producer.dies()) << "a push does not come to its message, after " << i
                                 << " deaths, though the queue is empty";
  }
  EXPECT_TRUE(give(queue, {1, 2})) << "the queue is full, though nobody got a message into it";
  EXPECT_EQ(take(queue, 2), (Numbers{1, 2}));
}

TEST(Survival, WhoWaitsForTheLockGetsItFromTheDead) {
  SharedQueue queue(2, sizeof(Number));
  const Shared<Flag> inside;
  Process owner([&] {
    queue.push([&](std::span<std::byte> message) {
      test::write_half(message);
      inside->raise();
      while (true) {
        pause();
      }
    });
  });
  ASSERT_TRUE(inside->wait()) << "push() does not call write()";
  Process heir([&] { queue.push(number(1)); });
  EXPECT_TRUE(heir.sleeps());
  owner.kill();
  EXPECT_TRUE(heir.returns()) << "a process waits for the lock of a dead one";
  EXPECT_EQ(take(queue, 1), Numbers{1});
}

TEST(Survival, AConsumerThatSleptMeanwhileHearsOfTheNextMessage) {
  SharedQueue queue(2, sizeof(Number));
  Process consumer([&] { queue.pop(ignore); });
  EXPECT_TRUE(consumer.sleeps());
  Process producer([&] { queue.push(die_in_the_middle); });
  ASSERT_TRUE(producer.dies());
  EXPECT_TRUE(give(queue, {1}));
  EXPECT_TRUE(consumer.returns()) << "it sleeps beside a message";
}

TEST(Survival, AConsumerKilledWhileItReadsLeavesItsMessage) {
  SharedQueue queue(2, sizeof(Number));
  ASSERT_TRUE(give(queue, {1, 2}));
  Process reader([&] { queue.pop([](std::span<const std::byte>) { raise(SIGKILL); }); });
  ASSERT_TRUE(reader.dies());
  EXPECT_EQ(size_of(queue), 2U);
  EXPECT_EQ(take(queue, 2), (Numbers{1, 2}));
}

// Two sleep when the message comes. Whoever reads it first is killed, and the
// other one has to come for it, though nobody pushes or pops any more.
TEST(Survival, AMessageLeftByTheDeadWakesWhoSleepsAlready) {
  SharedQueue queue(2, sizeof(Number));
  const Shared<std::atomic<int>> readers(0);
  const auto pop = [&] {
    queue.pop([&](std::span<const std::byte>) {
      if (++*readers == 1) {
        raise(SIGKILL);
      }
    });
  };
  Process first(pop);
  Process second(pop);
  EXPECT_TRUE(first.sleeps());
  EXPECT_TRUE(second.sleeps());
  EXPECT_TRUE(give(queue, {1}));
  EXPECT_TRUE(first.returns() || second.returns())
      << "one was killed while it read, and the other sleeps beside the message";
  EXPECT_EQ(*readers, 2);
}

// --- killed anywhere in a call ---

// A call is made again and again, and its process is killed before the first
// thing that it does to a lock or a sleeper, before the second one, and so on,
// until it survives.
constexpr int kMostPlaces = 20;

struct Death {
  int before = 0;
  bool survived = false;
};

// False if the call neither came to its end nor to this place.
bool make_mortal(Death& death, const std::function<void()>& call) {
  Process mortal([&] {
    die_before(death.before);
    call();
    die_before(-1);
  });
  death.survived = mortal.returns();
  return death.survived || mortal.dies();
}

TEST(AnyMoment, AMessageThatIsInWakesASleeperThoughItsSenderIsDead) {
  for (Death death; !death.survived && death.before < kMostPlaces; ++death.before) {
    SharedQueue queue(1, sizeof(Number));
    Process consumer([&] { queue.pop(ignore); });
    ASSERT_TRUE(consumer.sleeps());
    ASSERT_TRUE(make_mortal(death, [&] { queue.push(number(1)); }));
    if (size_of(queue) == 0U) {  // not in, or out again
      EXPECT_TRUE(give(queue, {2}));
    }
    ASSERT_TRUE(consumer.returns())
        << "the sender was killed before call number " << death.before
        << " to a lock or a sleeper; its message is in the queue, and the consumer sleeps";
  }
}

TEST(AnyMoment, APlaceThatIsFreeWakesASleeperThoughWhoFreedItIsDead) {
  for (Death death; !death.survived && death.before < kMostPlaces; ++death.before) {
    SharedQueue queue(1, sizeof(Number));
    ASSERT_TRUE(give(queue, {1}));
    Process producer([&] { queue.push(number(2)); });
    ASSERT_TRUE(producer.sleeps());
    const Shared<std::atomic<Number>> read(0U);
    ASSERT_TRUE(make_mortal(death, [&] {
      queue.pop([&](std::span<const std::byte> message) { *read = test::number_in(message); });
    }));
    // Either the first message is still there, or the second one comes.
    const Numbers rest = take(queue, 1);
    ASSERT_EQ(rest.size(), 1U)
        << "the consumer was killed before call number " << death.before
        << " to a lock or a sleeper; the queue is empty, and the producer sleeps";
    EXPECT_TRUE(producer.returns());
  }
}

TEST(AnyMoment, ACloseThatHasHappenedWakesASleeperThoughItsCallerIsDead) {
  for (Death death; !death.survived && death.before < kMostPlaces; ++death.before) {
    SharedQueue queue(1, sizeof(Number));
    Process consumer([&] { queue.pop(ignore); });
    ASSERT_TRUE(consumer.sleeps());
    ASSERT_TRUE(make_mortal(death, [&] { queue.close(); }));
    give(queue, {1});  // throws if the queue is closed, and wakes the consumer if not
    ASSERT_TRUE(consumer.returns())
        << "close() was killed before call number " << death.before
        << " to a lock or a sleeper; the queue is closed, and the consumer sleeps";
  }
}

// Two sleep in the same call, and something comes that is enough for one of them.
// The first is killed as soon as it is awake. If it took what came with it, as much
// comes again: there is something for the second one in any case.
void die_awake(const std::function<void()>& call, const std::function<void()>& come,
               const std::function<void()>& come_again_if_gone) {
  constexpr support::Patience kPatience;
  const Shared<std::atomic<bool>> deadly(false);
  Process mortal([&] {
    die_once(*deadly);
    call();
  });
  ASSERT_TRUE(mortal.sleeps());
  *deadly = true;
  Process heir(call);
  ASSERT_TRUE(heir.sleeps());
  come();
  for (int tick = 0; tick < kPatience.ticks && !mortal.has_ended() && !heir.has_ended(); ++tick) {
    poll(nullptr, 0, static_cast<int>(kPatience.tick.count()));
  }
  if (!heir.has_ended()) {
    come_again_if_gone();
  }
  ASSERT_TRUE(heir.returns()) << "of two that slept, one was woken and killed at once; there is "
                                 "something for the other, and it sleeps";
}

constexpr int kRounds = 3;  // each may wake the other one first

TEST(AnyMoment, AConsumerKilledAsItWakesTakesNobodysWakeUpWithIt) {
  for (int round = 0; round < kRounds; ++round) {
    SharedQueue queue(2, sizeof(Number));
    ASSERT_NO_FATAL_FAILURE(die_awake([&] { queue.pop(ignore); },
                                      [&] { EXPECT_TRUE(give(queue, {1})); },
                                      [&] {
                                        if (size_of(queue) == 0U) {
                                          EXPECT_TRUE(give(queue, {2}));
                                        }
                                      }));
  }
}

TEST(AnyMoment, AProducerKilledAsItWakesTakesNobodysWakeUpWithIt) {
  for (int round = 0; round < kRounds; ++round) {
    SharedQueue queue(1, sizeof(Number));
    ASSERT_TRUE(give(queue, {1}));
    const auto take_one = [&] { EXPECT_EQ(take(queue, 1).size(), 1U); };
    ASSERT_NO_FATAL_FAILURE(die_awake([&] { queue.push(number(2)); }, take_one,
                                      [&] {
                                        if (size_of(queue) == 1U) {
                                          take_one();
                                        }
                                      }));
  }
}

// --- killed in its sleep ---

TEST(Sleepers, ADeadConsumerGetsNoMessage) {
  SharedQueue queue(2, sizeof(Number));
  for (Number round = 1; round <= 2; ++round) {
    Process killed([&] { queue.pop(ignore); });
    ASSERT_TRUE(killed.sleeps());
    killed.kill();
    Process alive([&] { queue.pop(ignore); });
    ASSERT_TRUE(alive.sleeps());
    ASSERT_TRUE(give(queue, {round}))
        << "push() never returns: it waits for a consumer that was killed in its sleep";
    ASSERT_TRUE(alive.returns())
        << "of two that slept one was killed, and what woke the other went to the dead";
  }
}

TEST(Sleepers, ADeadProducerGetsNoPlace) {
  SharedQueue queue(1, sizeof(Number));
  ASSERT_TRUE(give(queue, {0}));
  for (Number round = 1; round <= 2; ++round) {
    Process killed([&] { queue.push(number(99)); });
    ASSERT_TRUE(killed.sleeps());
    killed.kill();
    Process alive([&] { queue.push(number(round)); });
    ASSERT_TRUE(alive.sleeps());
    ASSERT_EQ(take(queue, 1), Numbers{round - 1})
        << "pop() never returns: it waits for a producer that was killed in its sleep";
    ASSERT_TRUE(alive.returns())
        << "of two that slept one was killed, and what woke the other went to the dead";
  }
}

TEST(Sleepers, CloseWakesTheLivingAmongTheDead) {
  SharedQueue queue(1, sizeof(Number));
  Process alive([&] { queue.pop(ignore); });
  ASSERT_TRUE(alive.sleeps());
  for (int i = 0; i < 2; ++i) {
    Process killed([&] { queue.pop(ignore); });
    ASSERT_TRUE(killed.sleeps());
  }
  Process closer([&] { queue.close(); });
  EXPECT_TRUE(closer.returns());
  EXPECT_TRUE(alive.returns());
}

// Each dead sleeper may cost the others a wake-up for nothing, and not more.
TEST(Sleepers, TheLivingSleepOnAfterTheDead) {
  SharedQueue queue(1, sizeof(Number));
  for (int i = 0; i < 2; ++i) {
    Process killed([&] { queue.pop(ignore); });
    ASSERT_TRUE(killed.sleeps());
  }
  ASSERT_TRUE(give(queue, {1}));
  ASSERT_EQ(take(queue, 1), Numbers{1});
  Process alive([&] { queue.pop(ignore); });
  EXPECT_TRUE(alive.sleeps());
  EXPECT_TRUE(give(queue, {2}));
  EXPECT_TRUE(alive.returns());
}

}  // namespace
}  // namespace course
