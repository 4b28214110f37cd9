// Small enough to be run in hundreds of orders of their threads. To the queue it
// makes no difference whether those who share it are threads or processes.

#include <gtest/gtest.h>

#include <cstdint>
#include <cstring>
#include <span>
#include <vector>

#include "shared_queue.hpp"
#include "support/together.hpp"

namespace course {
namespace {

using support::together;

void push(SharedQueue& queue, int value) {
  queue.push(
      [&](std::span<std::byte> message) { std::memcpy(message.data(), &value, sizeof value); });
}

// 0 if the queue is closed and drained.
int pop(SharedQueue& queue) {
  int value = 0;
  queue.pop([&](std::span<const std::byte> message) {
    std::memcpy(&value, message.data(), sizeof value);
  });
  return value;
}

TEST(Orders, TwoPushAndTwoPop) {
  SharedQueue queue(1, sizeof(int));
  int first = 0;
  int second = 0;
  together({[&] {
              push(queue, 1);
              push(queue, 2);
            },
            [&] { push(queue, 10); }, [&] { first = pop(queue) + pop(queue); },
            [&] { second = pop(queue); }});
  EXPECT_EQ(first + second, 13) << "1, 2 and 10 were pushed";
  EXPECT_EQ(queue.size(), 0U);
}

TEST(Orders, MessagesOfOneProducerStayInOrder) {
  SharedQueue queue(2, sizeof(int));
  std::vector<int> got;
  together({[&] {
              for (int i = 1; i <= 3; ++i) {
                push(queue, i);
              }
              queue.close();
            },
            [&] {
              while (const int value = pop(queue)) {
                got.push_back(value);
              }
            }});
  EXPECT_EQ(got, (std::vector{1, 2, 3}));
}

TEST(Orders, TwoMessagesAreEnoughForTwoPops) {
  SharedQueue queue(2, sizeof(int));
  int first = 0;
  int second = 0;
  together({[&] { first = pop(queue); }, [&] { second = pop(queue); },
            [&] {
              push(queue, 1);
              push(queue, 2);
            }});
  EXPECT_EQ(first + second, 3);
}

TEST(Orders, CloseSendsEverybodyHome) {
  SharedQueue queue(1, sizeof(int));
  int pushed = 0;
  int popped = 0;
  together({[&] {
              try {
                push(queue, 1);
                ++pushed;
                push(queue, 1);
                ++pushed;
              } catch (const QueueClosed&) {
              }
            },
            [&] {
              while (pop(queue) != 0) {
                ++popped;
              }
            },
            [&] {
              EXPECT_LE(queue.size(), 1U);
              queue.close();
              EXPECT_THROW(push(queue, 1), QueueClosed);
            }});
  EXPECT_EQ(popped, pushed) << "what was accepted comes out again";
}

TEST(Orders, CloseFindsOneOfTwoPushesOnItsWay) {
  SharedQueue queue(1, sizeof(int));
  push(queue, 1);
  bool first = false;
  bool second = false;
  const auto try_it = [&](bool& accepted) {
    try {
      push(queue, 2);
      accepted = true;
    } catch (const QueueClosed&) {
    }
  };
  together({[&] { try_it(first); }, [&] { try_it(second); },
            [&] {
              EXPECT_EQ(pop(queue), 1);
              queue.close();
            }});
  EXPECT_FALSE(first && second) << "there was room for one";
  EXPECT_EQ(queue.size(), first || second ? 1U : 0U);
}

}  // namespace
}  // namespace course
