#include "sandbox/interrupt.hpp"

#include <gtest/gtest.h>
#include <poll.h>

#include <csignal>
#include <thread>

namespace sandbox {
namespace {

auto handler_of(int signal) {
  struct sigaction action{};
  ::sigaction(signal, nullptr, &action);
  return action.sa_handler;
}

TEST(InterruptTest, IsNotPendingAtFirst) {
  const Interrupt interrupt;
  EXPECT_FALSE(interrupt.pending());
  EXPECT_NO_THROW(interrupt.throw_if_pending());
}

TEST(InterruptTest, StaysPendingOnceASignalHasCome) {
  for (const int signal : {SIGINT, SIGTERM}) {
    const Interrupt interrupt;
    std::raise(signal);
    EXPECT_TRUE(interrupt.pending());
    EXPECT_TRUE(interrupt.pending());
    EXPECT_THROW(interrupt.throw_if_pending(), Interrupted);
    EXPECT_THROW(interrupt.throw_if_pending(), Interrupted);
  }
}

TEST(InterruptTest, WakesEveryThreadThatWaits) {
  const Interrupt interrupt;
  const auto wait = [&] {
    pollfd entry{interrupt.descriptor(), POLLIN, 0};
    while (::poll(&entry, 1, -1) != 1) {
    }
  };
  const std::jthread one(wait);
  const std::jthread other(wait);
  std::raise(SIGINT);
}

TEST(InterruptTest, HoweverManySignalsComeNoneIsHeldUp) {
  const Interrupt interrupt;
  for (int i = 0; i < 70'000; ++i) {  // more than a pipe holds
    std::raise(SIGTERM);
  }
  EXPECT_TRUE(interrupt.pending());
}

TEST(InterruptTest, LeavesTheDefaultsBehind) {
  {
    const Interrupt interrupt;
  }
  EXPECT_EQ(handler_of(SIGINT), SIG_DFL);
  EXPECT_EQ(handler_of(SIGTERM), SIG_DFL);
}

TEST(InterruptTest, ANewOneKnowsNothingOfTheLast) {
  {
    const Interrupt interrupt;
    std::raise(SIGINT);
  }
  const Interrupt interrupt;
  EXPECT_FALSE(interrupt.pending());
}

}  // namespace
}  // namespace sandbox
