// Small enough to be run in hundreds of orders of their threads.

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <functional>
#include <optional>
#include <thread>
#include <vector>

#include "event.hpp"
#include "queue_adapter.hpp"
#include "support/together.hpp"

namespace course {
namespace {

using support::together;

TEST(QueueOrders, TwoPushAndTwoPop) {
  const auto queue = make_int_queue(1);
  int sum = 0;
  int other_sum = 0;
  const auto pop_two = [&](int& into) {
    into = queue->pop().value_or(0) + queue->pop().value_or(0);
  };
  together({[&] {
              queue->push(1);
              queue->push(2);
            },
            [&] {
              queue->push(10);
              queue->push(20);
            },
            [&] { pop_two(sum); }, [&] { pop_two(other_sum); }});
  EXPECT_EQ(sum + other_sum, 33) << "1, 2, 10 and 20 were pushed";
  EXPECT_EQ(queue->size(), 0U);
}

TEST(QueueOrders, TwoElementsAreEnoughForTwoPops) {
  const auto queue = make_int_queue(2);
  int first = 0;
  int second = 0;
  together({[&] { first = queue->pop().value_or(0); }, [&] { second = queue->pop().value_or(0); },
            [&] {
              queue->push(1);
              queue->push(2);
            }});
  EXPECT_EQ(first + second, 3);
}

TEST(QueueOrders, ElementsOfOneProducerStayInOrder) {
  const auto queue = make_int_queue(2);
  std::vector<int> got;
  together({[&] {
              for (int i = 1; i <= 3; ++i) {
                queue->push(i);
              }
              queue->close();
            },
            [&] {
              while (const auto element = queue->pop()) {
                got.push_back(*element);
              }
            }});
  EXPECT_EQ(got, (std::vector{1, 2, 3}));
}

TEST(QueueOrders, CloseSendsEverybodyHome) {
  const auto queue = make_int_queue(1);
  int popped = 0;
  int pushed = 0;
  const auto push = [&] {
    try {
      queue->push(1);
      ++pushed;
      queue->push(1);
      ++pushed;
    } catch (const QueueClosed&) {
    }
  };
  together({push,
            [&] {
              while (queue->pop()) {
                ++popped;
              }
            },
            [&] {
              EXPECT_LE(queue->size(), 1U);
              queue->close();
              EXPECT_THROW(queue->try_push(1), QueueClosed);
            }});
  EXPECT_EQ(popped, pushed) << "what was accepted comes out again";
  EXPECT_EQ(queue->size(), 0U);
}

TEST(QueueOrders, CloseFindsAPopOnItsWay) {
  const auto queue = make_int_queue(1);
  std::optional<int> popped;
  together({[&] { popped = queue->pop(); }, [&] { queue->close(); }});
  EXPECT_EQ(popped, std::nullopt);
}

TEST(QueueOrders, CloseFindsOneOfTwoPopsOnItsWay) {
  const auto queue = make_int_queue(2);
  std::optional<int> first;
  std::optional<int> second;
  together({[&] { first = queue->pop(); }, [&] { second = queue->pop(); },
            [&] {
              queue->push(1);
              queue->close();
            }});
  EXPECT_NE(first.has_value(), second.has_value()) << "one element, one pop that gets it";
}

TEST(QueueOrders, CloseFindsOneOfTwoPushesOnItsWay) {
  const auto queue = make_int_queue(1);
  queue->push(1);
  bool first = false;
  bool second = false;
  const auto push = [&](bool& accepted) {
    try {
      queue->push(2);
      accepted = true;
    } catch (const QueueClosed&) {
    }
  };
  together({[&] { push(first); }, [&] { push(second); },
            [&] {
              EXPECT_EQ(queue->pop(), 1);
              queue->close();
            }});
  EXPECT_FALSE(first && second) << "there was room for one";
  EXPECT_EQ(queue->size(), first || second ? 1U : 0U);
}

TEST(QueueOrders, WhoOnlyTriesTellsWhoSleeps) {
  const auto queue = make_int_queue(1);
  int first = 0;
  int second = 0;
  together({[&] { first = queue->pop().value_or(0); }, [&] { second = queue->pop().value_or(0); },
            [&] {
              EXPECT_TRUE(queue->try_push(1));
              queue->push(2);
            }});
  EXPECT_EQ(first + second, 3);
}

TEST(EventOrders, SetReleasesWhoeverWaits) {
  Event event;
  together({[&] { event.wait(); },
            [&] {
              event.is_set();
              event.wait();
            },
            [&] { event.set(); }});
  EXPECT_TRUE(event.is_set());
}

TEST(EventOrders, ClearComesBetweenTwoSets) {
  Event event;
  together({[&] { event.wait(); }, [&] { event.wait(); },
            [&] {
              event.set();
              event.clear();
              event.set();
            }});
  EXPECT_TRUE(event.is_set());
}

// Whoever comes between a set() and its clear() waits for the next one. While this
// thread sleeps the other one waits for certain, at least where orders are
// controlled: there time passes only while nobody can go on.
TEST(EventOrders, ASetThatIsTakenBackReleasesWhoWaited) {
  constexpr int kMostSets = 100;
  Event event;
  std::atomic<bool> released = false;
  int sets = 0;
  together({[&] {
              event.wait();
              released = true;
            },
            [&] {
              for (; !released && sets < kMostSets; ++sets) {
                event.set();
                event.clear();
                std::this_thread::sleep_for(std::chrono::milliseconds(10));
              }
              event.set();
            }});
  EXPECT_LT(sets, kMostSets) << "a set that was followed by clear() released nobody";
}

TEST(EventOrders, AWaitWithATimeoutHearsOfASet) {
  Event event;
  bool released = false;
  together({[&] { released = event.wait_for(std::chrono::hours(1)); }, [&] { event.set(); }});
  EXPECT_TRUE(released);
}

}  // namespace
}  // namespace course
