#include "sandbox/descriptor.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <string>

namespace sandbox {
namespace {

Descriptor open_something() { return Descriptor(::open("/dev/null", O_RDONLY | O_CLOEXEC)); }

bool is_open(int number) { return ::fcntl(number, F_GETFD) >= 0; }

bool closes_on_exec(const Descriptor& descriptor) {
  return (::fcntl(descriptor.get(), F_GETFD) & FD_CLOEXEC) != 0;
}

// What comes out of `to` after "hello" went into `from`.
std::string send_hello(const Descriptor& from, const Descriptor& to) {
  EXPECT_EQ(::write(from.get(), "hello", 5), 5);
  std::array<char, 16> buffer{};
  const ssize_t n = ::read(to.get(), buffer.data(), buffer.size());
  return n < 0 ? std::string() : std::string(buffer.data(), static_cast<std::size_t>(n));
}

TEST(DescriptorTest, OwnsNothingAtFirst) {
  const Descriptor none;
  EXPECT_FALSE(none.is_open());
}

TEST(DescriptorTest, ClosesWithItsOwner) {
  int number = -1;
  {
    const Descriptor owner = open_something();
    number = owner.get();
    EXPECT_TRUE(owner.is_open());
    EXPECT_TRUE(is_open(number));
  }
  EXPECT_FALSE(is_open(number));
}

TEST(DescriptorTest, ClosesOnResetAndOnlyOnce) {
  Descriptor owner = open_something();
  const int number = owner.get();
  owner.reset();
  EXPECT_FALSE(is_open(number));
  const Descriptor next = open_something();
  ASSERT_EQ(next.get(), number);  // the lowest free one is given out again
  owner.reset();
  EXPECT_TRUE(is_open(next.get()));
}

TEST(DescriptorTest, AMoveHandsOverAndLeavesNothing) {
  Descriptor first = open_something();
  const int number = first.get();
  const Descriptor second(std::move(first));
  EXPECT_EQ(second.get(), number);
  EXPECT_FALSE(first.is_open());  // NOLINT(bugprone-use-after-move): that is the question
  EXPECT_TRUE(is_open(number));
}

TEST(DescriptorTest, AMoveClosesWhatWasOwnedBefore) {
  Descriptor first = open_something();
  Descriptor second = open_something();
  const int closed = second.get();
  const int kept = first.get();
  second = std::move(first);
  EXPECT_EQ(second.get(), kept);
  EXPECT_TRUE(is_open(kept));
  EXPECT_FALSE(is_open(closed));
}

TEST(DescriptorTest, AMoveToItselfChangesNothing) {
  Descriptor owner = open_something();
  Descriptor& same = owner;
  owner = std::move(same);
  EXPECT_TRUE(is_open(owner.get()));
}

TEST(PipeTest, LeadsFromSecondToFirstAndIsNotInherited) {
  const DescriptorPair pipe = make_pipe();
  EXPECT_EQ(send_hello(pipe.second, pipe.first), "hello");
  EXPECT_TRUE(closes_on_exec(pipe.first));
  EXPECT_TRUE(closes_on_exec(pipe.second));
}

TEST(SocketPairTest, LeadsBothWaysAndIsNotInherited) {
  const DescriptorPair sockets = make_socket_pair();
  EXPECT_EQ(send_hello(sockets.first, sockets.second), "hello");
  EXPECT_EQ(send_hello(sockets.second, sockets.first), "hello");
  EXPECT_TRUE(closes_on_exec(sockets.first));
  EXPECT_TRUE(closes_on_exec(sockets.second));
}

}  // namespace
}  // namespace sandbox
