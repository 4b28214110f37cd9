#include "support/child_call.hpp"

#include <gtest/gtest.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <latch>
#include <memory>
#include <string>
#include <thread>

namespace course::support {
namespace {

using std::chrono::milliseconds;

const auto kNothing = [] {};
const auto kNoResult = [] { return std::string(); };

ChildCall call(const std::function<void()>& what) {
  return call_in_child(kNothing, what, kNoResult);
}

TEST(ChildCallTest, PreparesCallsAndTells) {
  std::string text = "0";
  const ChildCall done = call_in_child([&] { text += "1"; }, [&] { text += "2"; },
                                       [&] { return text + std::string("\0\n3", 3); });
  EXPECT_EQ(done.result, std::string("012\0\n3", 6));
  EXPECT_EQ(text, "0") << "the child works on a copy";
}

TEST(ChildCallTest, TimesTheCallAlone) {
  const auto sleep = [] { std::this_thread::sleep_for(milliseconds(30)); };
  const ChildCall done =
      call_in_child([] { std::this_thread::sleep_for(std::chrono::seconds(1)); }, sleep, kNoResult);
  EXPECT_GE(done.wall, milliseconds(30));
  EXPECT_LT(done.wall, milliseconds(900));
}

TEST(ChildCallTest, CountsTheCpuTimeOfTheCall) {
  const auto compute = [] {
    const auto end = std::clock() + CLOCKS_PER_SEC / 20;
    while (std::clock() < end) {
    }
  };
  EXPECT_GE(call(compute).cpu, milliseconds(45));
  EXPECT_LT(call(kNothing).cpu, milliseconds(45));
}

TEST(ChildCallTest, WhatTheCallKeepsIsGoneWithIt) {
  static int calls = 0;
  for (int i = 0; i < 3; ++i) {
    const auto count = [] { ++calls; };
    EXPECT_EQ(call_in_child(kNothing, count, [] { return std::to_string(calls); }).result, "1");
  }
}

TEST(ChildCallTest, AnExceptionComesBackAsItsText) {
  try {
    call([] { throw std::runtime_error("no luck"); });
    FAIL() << "it did not come back";
  } catch (const CallFailed& error) {
    EXPECT_STREQ(error.what(), "no luck");
  }
  EXPECT_THROW(call([] { throw 3; }), CallFailed);
}

TEST(ChildCallTest, AThreadThatStaysIsLeftBehind) {
  static std::latch never(1);
  static std::unique_ptr<std::jthread> thread;
  // The first thread makes ThreadSanitizer start its own, which is not the call's.
  const auto first = [] { std::thread([] {}).join(); };
  const auto stay = [] { thread = std::make_unique<std::jthread>([] { never.wait(); }); };
  try {
    call_in_child(first, stay, kNoResult);
    FAIL() << "nothing was found";
  } catch (const LeftBehind& what) {
    EXPECT_STREQ(what.what(), "1 thread");
  }
}

TEST(ChildCallTest, AProcessThatStaysIsLeftBehind) {
  const auto stay = [] {
    if (::fork() == 0) {
      ::prctl(PR_SET_PDEATHSIG, SIGKILL);  // it leaves its call, but not this test
      ::pause();
    }
  };
  EXPECT_THROW(call(stay), LeftBehind);
}

TEST(ChildCallDeathTest, EndsAsItsChildDid) {
  EXPECT_EXIT(call([] { std::raise(SIGKILL); }), testing::KilledBySignal(SIGKILL), "");
  EXPECT_EXIT(call([] { ::_exit(3); }), testing::ExitedWithCode(3), "");
}

}  // namespace
}  // namespace course::support
