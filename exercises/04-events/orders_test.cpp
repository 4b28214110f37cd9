// Small enough to be run in hundreds of orders of their threads.

#include <gtest/gtest.h>

#include <chrono>
#include <functional>
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
            [&] { queue->close(); }});
  EXPECT_EQ(popped, pushed) << "what was accepted comes out again";
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
  together({[&] { event.wait(); }, [&] { event.wait(); }, [&] { event.set(); }});
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

TEST(EventOrders, AWaitWithATimeoutHearsOfASet) {
  Event event;
  bool released = false;
  together({[&] { released = event.wait_for(std::chrono::hours(1)); }, [&] { event.set(); }});
  EXPECT_TRUE(released);
}

}  // namespace
}  // namespace course
