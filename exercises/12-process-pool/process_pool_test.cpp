#include "process_pool.hpp"

#include <gtest/gtest.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <exception>
#include <limits>
#include <optional>
#include <random>
#include <set>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "support/caller.hpp"
#include "support/leftovers.hpp"
#include "support/process_meeting.hpp"
#include "support/process_state.hpp"
#include "support/shared.hpp"
#include "support/step.hpp"
#include "wire.hpp"

namespace course {
namespace {

using support::Caller;
using support::ProcessMeeting;
using support::Shared;

using Items = std::vector<Bytes>;

// --- functions for workers ---

// Set before a pool is made: its workers inherit it.
ProcessMeeting* meeting = nullptr;
std::atomic<bool>* go_on = nullptr;

// Dies with the process that started it, so that a test that is itself killed
// leaves nothing running.
[[noreturn]] void hang() {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  while (true) {
    pause();
  }
}

// Does what the item says; anything else is its own result.
Bytes obey(const Bytes& item) {
  if (item.starts_with("throw ")) {
    throw std::runtime_error(item.substr(6));
  }
  if (item == "throw") {
    throw 42;
  }
  if (item == "pid") {
    return std::to_string(getpid());
  }
  if (item == "descriptors") {
    return meeting->arrive() ? std::to_string(support::take_stock().descriptors) : "alone";
  }
  if (item == "meet") {
    return meeting->arrive() ? "met" : "alone";
  }
  if (item == "wait") {
    for (int tick = 0; tick < 2000 && !*go_on; ++tick) {
      poll(nullptr, 0, 1);
    }
    return *go_on ? "waited" : "waited in vain";
  }
  if (item == "kill") {
    raise(SIGKILL);
  }
  if (item == "kill in the answer") {
    die_after(100);
    return Bytes(1000, 'x');
  }
  if (item == "exit") {
    _exit(0);
  }
  if (item == "hang") {
    hang();
  }
  return item;
}

const bool offered =
    offer("obey", obey) && offer("twice", [](const Bytes& item) { return item + item; });

// Keeps the exception that is being handled until the test program ends. The C++
// library counts who holds an exception where ThreadSanitizer does not see it: if a
// thread of the pool let go of it last, that would look like a race with the test.
void keep_exception() {
  static std::vector<std::exception_ptr> kept;
  kept.push_back(std::current_exception());
}

// What a future gives within a test's patience, in words if that is no result.
Bytes outcome(std::future<Bytes>& future) {
  const support::Patience patience;
  for (int tick = 0; tick < patience.ticks; ++tick) {
    if (future.wait_for(patience.tick) == std::future_status::ready) {
      try {
        return future.get();
      } catch (const BrokenProcessPool&) {
        keep_exception();
        return "(broken)";
      } catch (const RemoteError& error) {
        keep_exception();
        return "(error: " + Bytes(error.what()) + ")";
      }
    }
  }
  return "(nothing)";
}

Bytes outcome(std::future<Bytes>&& future) { return outcome(future); }

Bytes random_bytes(std::size_t size) {
  std::mt19937 generator(static_cast<unsigned>(size));
  Bytes bytes(size, '\0');
  for (char& byte : bytes) {
    byte = static_cast<char>(generator() & 0xffU);
  }
  return bytes;
}

Items numbered(std::size_t count) {
  Items items;
  for (std::size_t i = 0; i < count; ++i) {
    items.push_back(std::to_string(i));
  }
  return items;
}

// --- map ---

TEST(Map, ResultsStandInTheOrderOfTheItems) {
  ProcessPool pool(2, "twice");
  EXPECT_EQ(pool.map(Items{"a", "bc", "d", "", "e"}, 1), (Items{"aa", "bcbc", "dd", "", "ee"}));
  EXPECT_EQ(pool.map(numbered(3), 1), (Items{"00", "11", "22"})) << "the second time";
}

// The third is given out only when the second's answer is taken, so that answer is
// certain to come before the first's.
TEST(Map, TheOrderOfTheItemsIsNotThatOfTheirEnds) {
  const Shared<std::atomic<bool>> third_runs(false);
  go_on = &*third_runs;
  static const bool also_offered = offer("first last", [](const Bytes& item) {
    if (item == "first") {
      obey("wait");
    } else if (item == "third") {
      *go_on = true;
    }
    return item;
  });
  ASSERT_TRUE(also_offered);
  ProcessPool pool(2, "first last");
  EXPECT_EQ(pool.map(Items{"first", "second", "third"}, 1), (Items{"first", "second", "third"}));
}

TEST(Map, ChunksOfAnySizeGiveTheSame) {
  ProcessPool pool(3, "obey");
  const Items items = numbered(10);
  for (const std::size_t chunk : {std::size_t{1}, std::size_t{3}, std::size_t{5}, std::size_t{10},
                                  std::size_t{11}, std::numeric_limits<std::size_t>::max()}) {
    EXPECT_EQ(pool.map(items, chunk), items) << "with chunks of " << chunk;
  }
}

TEST(Map, AChunkGoesToOneWorker) {
  ProcessPool pool(3, "obey");
  const Items pids = pool.map(Items(10, "pid"), 4);
  ASSERT_EQ(pids.size(), 10U);
  EXPECT_EQ(std::set(pids.begin(), pids.begin() + 4).size(), 1U);
  EXPECT_EQ(std::set(pids.begin() + 4, pids.begin() + 8).size(), 1U);
  EXPECT_EQ(std::set(pids.begin() + 8, pids.end()).size(), 1U);
}

TEST(Map, NoItemsHaveNoResults) {
  ProcessPool pool(2, "obey");
  EXPECT_EQ(pool.map(Items(), 4), Items());
}

TEST(Map, TheFirstErrorInTheOrderOfTheItemsIsThrown) {
  const Shared<ProcessMeeting> all(2);
  meeting = &*all;
  ProcessPool pool(2, "obey");
  for (const std::size_t chunk : {1U, 3U}) {
    try {
      pool.map(Items{"fine", "fine", "throw row 3", "throw row 4", "fine"}, chunk);
      ADD_FAILURE() << "the function threw, and map did not";
    } catch (const RemoteError& error) {
      keep_exception();
      EXPECT_STREQ(error.what(), "row 3");
    }
  }
  EXPECT_EQ(pool.map(Items{"throws no more"}, 1), Items{"throws no more"});
}

TEST(Map, WaitsForAllItemsAlsoIfOneThrew) {
  const Shared<std::atomic<bool>> done(false);
  go_on = &*done;
  ProcessPool pool(2, "obey");
  Caller mapping([&] { EXPECT_THROW(pool.map(Items{"throw early", "wait"}, 1), RemoteError); });
  EXPECT_TRUE(mapping.blocks()) << "map returned, or does not sleep, while an item is under way";
  *done = true;
  EXPECT_TRUE(mapping.returns());
}

TEST(Map, ImpossibleWishesAreRefused) {
  EXPECT_THROW(ProcessPool(0, "obey"), std::invalid_argument);
  EXPECT_THROW(ProcessPool(1, "nobody offers this"), std::invalid_argument);
  ProcessPool pool(1, "obey");
  EXPECT_THROW(pool.map(Items{"a"}, 0), std::invalid_argument);
  EXPECT_THROW(pool.map(Items(), 0), std::invalid_argument);
  EXPECT_EQ(pool.map(Items{"goes on"}, 1), Items{"goes on"});
}

// --- what crosses the lines ---

TEST(Lines, ItemsAreBytesOfAnyLength) {
  ProcessPool pool(2, "obey");
  const Items items{Bytes(),
                    Bytes("\0before\0\xff\n\r\0", 12),
                    random_bytes(65'535),
                    random_bytes(65'536),
                    random_bytes(1U << 20U),
                    Bytes("after")};
  EXPECT_TRUE(pool.map(items, 1) == items);
  EXPECT_TRUE(pool.map(items, 6) == items) << "as one chunk";
}

TEST(Lines, ManyLargeItemsDoNotFillTheLinesForEver) {
  ProcessPool pool(2, "twice");
  const Bytes large = random_bytes(200'000);
  const Items results = pool.map(Items(24, large), 2);
  EXPECT_TRUE(results == Items(24, large + large));
}

TEST(Lines, TransfersThatStopHalfWayAreGoneOnWith) {
  const DifficultLines difficult;
  ProcessPool pool(2, "twice");
  const Bytes item = random_bytes(1000);
  EXPECT_TRUE(pool.map(Items(4, item), 2) == Items(4, item + item));
  EXPECT_EQ(outcome(pool.submit("ab")), "abab");
}

TEST(Lines, ASignalDisturbsNobody) {
  struct sigaction handled{};
  struct sigaction before{};
  handled.sa_handler = [](int) {};
  sigaction(SIGUSR1, &handled, &before);  // without SA_RESTART: waits are interrupted
  {
    const Shared<std::atomic<bool>> go(false);
    go_on = &*go;
    ProcessPool pool(1, "obey");
    const pid_t worker = std::stoi(pool.map(Items{"pid"}, 1).at(0));
    EXPECT_TRUE(support::falls_asleep(worker))
        << "a worker without work spins, or wakes up to look";
    kill(worker, SIGUSR1);
    Caller mapping([&] { EXPECT_EQ(pool.map(Items{"wait"}, 1), Items{"waited"}); });
    EXPECT_TRUE(mapping.blocks()) << "map does not sleep while a worker works";
    kill(getpid(), SIGUSR1);
    *go = true;
    EXPECT_TRUE(mapping.returns());
  }
  sigaction(SIGUSR1, &before, nullptr);
}

constexpr std::size_t kManyItems = 10'000;

long transfers_of_chunks_of(std::size_t chunk) {
  const TransfersCounted transfers;
  ProcessPool pool(2, "obey");
  const Items items = numbered(kManyItems);
  EXPECT_TRUE(pool.map(items, chunk) == items);
  return transfers.so_far();
}

TEST(Lines, AChunkIsOneRoundTrip) {
  const long of_one = transfers_of_chunks_of(1);
  const long of_64 = transfers_of_chunks_of(64);
  std::printf("%zu items: %ld transfers in chunks of 1, %ld in chunks of 64\n", kManyItems, of_one,
              of_64);
  // A request and an answer for each chunk, and a few transfers for each of the two.
  constexpr long kRoundTrips = (kManyItems + 63) / 64;
  constexpr long kTransfersForEach = 8;
  EXPECT_LE(of_64, kRoundTrips * kTransfersForEach + 100)
      << kManyItems << " items in chunks of 64 are " << kRoundTrips
      << " round trips; with chunks of 1 " << of_one << " transfers were counted";
}

// --- the workers ---

TEST(Workers, RunAtTheSameTime) {
  const Shared<ProcessMeeting> all(3);
  meeting = &*all;
  ProcessPool pool(3, "obey");
  EXPECT_EQ(pool.map(Items(3, "meet"), 1), Items(3, "met")) << "three workers, three items";
}

TEST(Workers, AreTheSameAllTheTime) {
  ProcessPool pool(2, "obey");
  std::set<Bytes> pids;
  for (int i = 0; i < 5; ++i) {
    for (const Bytes& pid : pool.map(Items(4, "pid"), 1)) {
      pids.insert(pid);
    }
  }
  EXPECT_LE(pids.size(), 2U) << "a pool of two workers starts others for new items";
  EXPECT_FALSE(pids.contains(std::to_string(getpid()))) << "the caller did the work itself";
}

TEST(Workers, ABusyOneHoldsUpNobody) {
  const Shared<std::atomic<bool>> go(false);
  go_on = &*go;
  ProcessPool pool(2, "obey");
  std::future<Bytes> slow = pool.submit("wait");
  std::vector<std::future<Bytes>> quick;
  for (int i = 0; i < 5; ++i) {
    quick.push_back(pool.submit(std::to_string(i)));
  }
  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(outcome(quick[static_cast<std::size_t>(i)]), std::to_string(i))
        << "one worker is busy, the other one is free";
  }
  *go = true;
  EXPECT_EQ(outcome(slow), "waited");
}

TEST(Workers, EveryFutureGetsItsOwnResult) {
  ProcessPool pool(3, "twice");
  std::vector<std::future<Bytes>> futures;
  for (int i = 0; i < 100; ++i) {
    futures.push_back(pool.submit(std::to_string(i) + ","));
  }
  for (int i = 99; i >= 0; --i) {
    const Bytes item = std::to_string(i) + ",";
    EXPECT_EQ(outcome(futures[static_cast<std::size_t>(i)]), item + item);
  }
}

TEST(Workers, SeveralThreadsMayAsk) {
  ProcessPool pool(2, "twice");
  std::array<Items, 3> results;
  {
    std::vector<std::jthread> threads;
    for (Items& own : results) {
      threads.emplace_back([&] {
        own = pool.map(numbered(20), 3);
        own.push_back(pool.submit("x").get());
      });
    }
  }
  Items expected;
  for (const Bytes& item : numbered(20)) {
    expected.push_back(item + item);
  }
  expected.push_back("xx");
  for (const Items& own : results) {
    EXPECT_EQ(own, expected);
  }
}

TEST(Workers, ErrorsComeWithTheirText) {
  ProcessPool pool(1, "obey");
  EXPECT_EQ(outcome(pool.submit("throw no such file: weather.csv")),
            "(error: no such file: weather.csv)");
  EXPECT_EQ(outcome(pool.submit("throw " + Bytes(100'000, '!'))),
            "(error: " + Bytes(100'000, '!') + ")");
  EXPECT_EQ(outcome(pool.submit("throw")), "(error: unknown exception)");
  EXPECT_EQ(outcome(pool.submit("fine")), "fine") << "the worker goes on after an error";
}

TEST(Workers, HoldNoLineButTheirOwn) {
  const Shared<ProcessMeeting> all(3);
  meeting = &*all;
  ProcessPool pool(3, "obey");
  const Items held = pool.map(Items(3, "descriptors"), 1);
  EXPECT_EQ(std::set(held.begin(), held.end()).size(), 1U)
      << held[0] << ", " << held[1] << " and " << held[2]
      << " descriptors: younger workers hold lines of the elder ones";
}

TEST(Workers, FinishWhatWasSubmittedBeforeTheyEnd) {
  const Shared<std::atomic<bool>> go(false);
  go_on = &*go;
  std::vector<std::future<Bytes>> futures;
  {
    ProcessPool pool(1, "obey");
    futures.push_back(pool.submit("wait"));
    futures.push_back(pool.submit("second"));
    futures.push_back(pool.submit("third"));
    *go = true;
  }
  EXPECT_EQ(outcome(futures[0]), "waited");
  EXPECT_EQ(outcome(futures[1]), "second");
  EXPECT_EQ(outcome(futures[2]), "third");
}

TEST(Workers, EndWithTheirPoolThoughALaterOneLives) {
  std::optional<ProcessPool> first(std::in_place, 2, "obey");
  ProcessPool second(1, "obey");
  EXPECT_EQ(outcome(first->submit("a")), "a");
  first.reset();
  EXPECT_EQ(outcome(second.submit("b")), "b");
}

// --- workers that die ---

template <class Call>
bool is_broken(const Call& call) {
  try {
    call();
    return false;
  } catch (const BrokenProcessPool&) {
    keep_exception();
    return true;
  }
}

TEST(Broken, AWorkerThatIsKilledBreaksThePool) {
  for (const char* end : {"kill", "exit"}) {
    ProcessPool pool(2, "obey");
    EXPECT_EQ(outcome(pool.submit("fine")), "fine");
    EXPECT_EQ(outcome(pool.submit(end)), "(broken)");
    EXPECT_TRUE(is_broken([&] { pool.submit("late"); }));
    EXPECT_TRUE(is_broken([&] { pool.map(Items{"late"}, 1); }));
  }
}

TEST(Broken, AWorkerThatIsKilledInTheMiddleOfAnAnswerBreaksThePool) {
  ProcessPool pool(1, "obey");
  const Bytes got = outcome(pool.submit("kill in the answer"));
  // Where nothing goes over the lines that can be counted, nobody is killed.
  EXPECT_TRUE(got == "(broken)" || got == Bytes(1000, 'x')) << "half an answer: " << got;
}

TEST(Broken, MapThrows) {
  ProcessPool pool(2, "obey");
  EXPECT_TRUE(is_broken([&] { pool.map(Items{"fine", "fine", "kill", "fine"}, 1); }));
  ProcessPool other(2, "obey");
  EXPECT_TRUE(is_broken([&] { other.map(Items{"fine", "fine", "kill", "fine"}, 4); }));
}

TEST(Broken, NoFutureIsLeftWithoutAnAnswer) {
  ProcessPool pool(2, "obey");
  std::vector<std::future<Bytes>> futures;
  futures.push_back(pool.submit("hang"));
  futures.push_back(pool.submit("kill"));
  for (int i = 0; i < 10; ++i) {
    try {
      futures.push_back(pool.submit("hang"));
    } catch (const BrokenProcessPool&) {
    }
  }
  for (std::future<Bytes>& future : futures) {
    EXPECT_EQ(outcome(future), "(broken)") << "one worker was killed, and the other one hangs";
  }
}

// The first thing that the pool notices is that nobody reads any more.
TEST(Broken, ADeadWorkerDoesNotKillItsPool) {
  ProcessPool pool(1, "obey");
  const pid_t worker = std::stoi(pool.map(Items{"pid"}, 1).at(0));
  kill(worker, SIGKILL);
  // Dead, though perhaps not reaped: all of its descriptors are closed.
  for (int tick = 0; tick < 2000 && support::take_stock(worker).descriptors > 0; ++tick) {
    poll(nullptr, 0, 1);
  }
  try {
    EXPECT_EQ(outcome(pool.submit(Bytes(500'000, 'x'))), "(broken)");
  } catch (const BrokenProcessPool&) {  // noticed already
  }
  EXPECT_TRUE(is_broken([&] { pool.submit("late"); }));
  struct sigaction now{};
  sigaction(SIGPIPE, nullptr, &now);
  EXPECT_TRUE(now.sa_handler == SIG_DFL) << "the pool changed what SIGPIPE does to the program";
}

TEST(Broken, TerminateEndsWorkersThatHang) {
  ProcessPool pool(2, "obey");
  std::vector<std::future<Bytes>> futures;
  for (int i = 0; i < 4; ++i) {
    futures.push_back(pool.submit("hang"));
  }
  EXPECT_EQ(futures[0].wait_for(std::chrono::milliseconds(20)), std::future_status::timeout);
  pool.terminate();
  for (std::future<Bytes>& future : futures) {
    EXPECT_EQ(outcome(future), "(broken)");
  }
  EXPECT_TRUE(is_broken([&] { pool.submit("late"); }));
  pool.terminate();
}

// Terminated before it is asked, in time; only the pool's own lock stands between
// the two threads.
TEST(Broken, AnotherThreadMayTerminateThePool) {
  ProcessPool pool(1, "obey");
  support::Step terminated;
  support::Step asked;
  Caller other([&] {
    pool.terminate();
    terminated.take();
    EXPECT_TRUE(asked.wait());  // still alive: nothing has been joined yet
  });
  EXPECT_TRUE(terminated.wait());
  EXPECT_TRUE(is_broken([&] { pool.submit("late"); }));
  asked.take();
  other.finish();
}

TEST(Broken, TerminateLeavesWhatIsDone) {
  ProcessPool pool(1, "obey");
  std::future<Bytes> done = pool.submit("done");
  done.wait();
  pool.terminate();
  EXPECT_EQ(outcome(done), "done");
}

}  // namespace
}  // namespace course
