#include "support/leftovers.hpp"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <latch>
#include <thread>

namespace course::support {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// ThreadSanitizer's own thread starts with the program's first one, and stays.
Stock stock_after_first_thread() {
  std::thread([] {}).join();
  return take_stock();
}

TEST(LeftoversTest, AThreadThatWaitsIsLeftOver) {
  const Stock before = stock_after_first_thread();
  std::latch go(1);
  const std::jthread thread([&] { go.wait(); });
  EXPECT_THAT(surplus(before, take_stock()), ElementsAre("1 thread"));
  EXPECT_THAT(leftovers_since(before), ElementsAre("1 thread"));
  go.count_down();
}

// The kernel lists it for a moment more; nothing has to be waited for.
TEST(LeftoversTest, AThreadThatWasJoinedIsNotEvenForAMoment) {
  const Stock before = stock_after_first_thread();
  for (int i = 0; i < 3000; ++i) {
    std::thread([] {}).join();
    ASSERT_THAT(surplus(before, take_stock()), IsEmpty()) << "thread " << i;
  }
}

TEST(LeftoversTest, AChildCountsUntilItIsReaped) {
  const Stock before = take_stock();
  const pid_t child = ::fork();
  ASSERT_NE(child, -1);
  if (child == 0) {
    ::_exit(0);
  }
  EXPECT_THAT(surplus(before, take_stock()), ElementsAre("1 child process"));
  ::waitpid(child, nullptr, 0);
  EXPECT_THAT(surplus(before, take_stock()), IsEmpty());
}

TEST(LeftoversTest, EachKindIsNamedAndCounted) {
  const Stock before{.threads = 1, .children = 0, .descriptors = 5};
  const Stock now{.threads = 3, .children = 1, .descriptors = 7};
  EXPECT_THAT(surplus(before, now),
              ElementsAre("2 threads", "1 child process", "2 file descriptors"));
  EXPECT_THAT(surplus(now, before), IsEmpty());
}

TEST(LeftoversTest, ADescriptorCountsWhileItIsOpen) {
  const Stock before = take_stock();
  const int file = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
  EXPECT_THAT(surplus(before, take_stock()), ElementsAre("1 file descriptor"));
  ::close(file);
  EXPECT_THAT(surplus(before, take_stock()), IsEmpty());
}

}  // namespace
}  // namespace course::support
