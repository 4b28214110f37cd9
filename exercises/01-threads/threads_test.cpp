#include "threads.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <set>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "support/caller.hpp"
#include "support/gate.hpp"
#include "support/last_act.hpp"
#include "support/meeting.hpp"
#include "support/patience.hpp"

namespace course {
namespace {

using support::Caller;
using support::Gate;
using support::Meeting;
using support::Patience;
using Names = std::vector<std::string>;

// What a thread does as the very last thing, long after it has handed its body over.
thread_local support::LastAct last_act;

// A wrong program is not kept waiting for long where it cannot do better.
constexpr Patience kShort{std::chrono::milliseconds(10), 50};

// One gate per name, opened when the thread that fetched the name is over.
class Ends {
 public:
  explicit Ends(std::size_t names) {
    for (std::size_t i = 0; i < names; ++i) {
      gates_.push_back(std::make_shared<Gate>(kShort));
    }
  }

  // Called from the fetch of name `i`.
  void announce(std::size_t i) {
    last_act.set([gate = gates_.at(i)] { gate->open(); });
  }
  void wait_for(std::size_t i) { gates_.at(i)->wait(); }

 private:
  std::vector<std::shared_ptr<Gate>> gates_;
};

struct DownloadFailed : std::runtime_error {
  using std::runtime_error::runtime_error;
};

std::string body_of(const std::string& name) { return "body of " + name; }

Names numbers(std::size_t count) {
  Names names;
  for (std::size_t i = 0; i < count; ++i) {
    names.push_back(std::to_string(i));
  }
  return names;
}

TEST(FetchAll, ReturnsTheBodiesInTheOrderOfTheNames) {
  const Names names = numbers(4);
  Ends ends(names.size());
  const Names bodies = fetch_all(names, [&](const std::string& name) {
    const std::size_t i = std::stoul(name);
    if (i + 1 < names.size()) {
      ends.wait_for(i + 1);  // the last name is the first to be ready
    }
    ends.announce(i);
    return body_of(name);
  });
  EXPECT_EQ(bodies, (Names{"body of 0", "body of 1", "body of 2", "body of 3"}));
}

TEST(FetchAll, FetchesEveryNameOnce) {
  const Names names{"b", "", "a", "b"};
  std::mutex mutex;
  Names fetched;
  const Names bodies = fetch_all(names, [&](const std::string& name) {
    const std::lock_guard lock(mutex);
    fetched.push_back(name);
    return body_of(name);
  });
  std::sort(fetched.begin(), fetched.end());
  EXPECT_EQ(fetched, (Names{"", "a", "b", "b"}));
  EXPECT_EQ(bodies, (Names{"body of b", "body of ", "body of a", "body of b"}));
}

TEST(FetchAll, ReturnsNothingForNoNames) {
  const Names bodies = fetch_all({}, [](const std::string& name) {
    ADD_FAILURE() << "fetch was called for '" << name << "', which nobody asked for";
    return name;
  });
  EXPECT_TRUE(bodies.empty());
}

TEST(FetchAll, PassesBodiesOnUnchanged) {
  const std::string zeros(3, '\0');
  const std::string huge(8'000'000, 'x');
  const Names names{"nothing", "zeros", "huge"};
  const Names bodies = fetch_all(names, [&](const std::string& name) {
    return name == "zeros" ? zeros : name == "huge" ? huge : std::string();
  });
  ASSERT_EQ(bodies.size(), names.size());
  EXPECT_EQ(bodies[0], "");
  EXPECT_EQ(bodies[1], zeros);
  EXPECT_TRUE(bodies[2] == huge) << "8,000,000 bytes came back changed";
}

TEST(FetchAll, ReturnsOnlyAfterEveryThreadHasEnded) {
  const Names names = numbers(3);
  ASSERT_EQ(fetch_all(names, body_of).size(), names.size());

  const auto exit = std::make_shared<Gate>();
  std::atomic<bool> came_back{false};
  const auto call = [&] {
    fetch_all(names, [&](const std::string& name) {
      last_act.set([exit] { exit->wait(); });
      return body_of(name);
    });
    came_back = true;
  };
  Caller caller(call, kShort);
  exit->wait_for_callers(3);  // all bodies are handed over, all threads are about to end
  caller.blocks();            // every chance to come back too early
  EXPECT_FALSE(came_back) << "fetch_all came back while its threads were still running";
  exit->open();
  caller.finish();
}

TEST(AtTheSameTime, FetchesAllNamesAtOnce) {
  Meeting meeting(4);
  fetch_all(numbers(4), [&](const std::string& name) {
    meeting.arrive();
    return name;
  });
  EXPECT_TRUE(meeting.took_place()) << "the 4 fetches were never under way at once";
}

TEST(AtTheSameTime, FetchesMoreNamesThanThereAreCoresAtOnce) {
  const unsigned many = 2 * std::thread::hardware_concurrency() + 16;
  Meeting meeting(many);
  fetch_all(numbers(many), [&](const std::string& name) {
    meeting.arrive();
    return name;
  });
  EXPECT_TRUE(meeting.took_place()) << "the " << many << " fetches were never under way at once";
}

TEST(AtTheSameTime, GivesEveryNameAThreadOfItsOwn) {
  Meeting meeting(4);  // while all are here, no thread's id can be used a second time
  std::mutex mutex;
  std::set<std::thread::id> threads;
  fetch_all(numbers(4), [&](const std::string& name) {
    meeting.arrive();
    const std::lock_guard lock(mutex);
    threads.insert(std::this_thread::get_id());
    return name;
  });
  EXPECT_EQ(threads.size(), 4U) << "4 names were fetched on this many threads";
  EXPECT_FALSE(threads.contains(std::this_thread::get_id())) << "the caller's thread fetched, too";
}

TEST(WhenFetchesThrow, ThrowsTheExceptionOfTheLowestIndexAgain) {
  Ends ends(4);
  try {
    fetch_all(numbers(4), [&](const std::string& name) {
      if (name == "1") {
        ends.wait_for(3);  // the lower index is the later one
        throw DownloadFailed("failure of 1");
      }
      if (name == "3") {
        ends.announce(3);
        throw DownloadFailed("failure of 3");
      }
      return body_of(name);
    });
    FAIL() << "two fetches threw, and fetch_all did not";
  } catch (const DownloadFailed& error) {
    EXPECT_STREQ(error.what(), "failure of 1");
  }
}

TEST(WhenFetchesThrow, ThrowsIfEveryFetchThrows) {
  try {
    fetch_all(numbers(8), [](const std::string& name) -> std::string {
      throw DownloadFailed("failure of " + name);
    });
    FAIL() << "every fetch threw, and fetch_all did not";
  } catch (const DownloadFailed& error) {
    EXPECT_STREQ(error.what(), "failure of 0");
  }
}

TEST(WhenFetchesThrow, PassesOnWhatIsNoStdException) {
  const auto fetch = [](const std::string& name) -> std::string {
    if (name == "2") {
      throw 42;
    }
    return body_of(name);
  };
  EXPECT_THROW(fetch_all(numbers(3), fetch), int);
}

TEST(WhenFetchesThrow, FetchesTheOtherNamesAllTheSame) {
  // Shared, so that a thread that is left behind does not use what is gone.
  const auto fetched = std::make_shared<std::atomic<int>>(0);
  const auto fetch = [fetched](const std::string& name) -> std::string {
    ++*fetched;
    if (name == "0") {
      throw DownloadFailed(name);
    }
    return body_of(name);
  };
  EXPECT_THROW(fetch_all(numbers(4), fetch), DownloadFailed);
  EXPECT_EQ(*fetched, 4);
}

TEST(WhenFetchesThrow, WaitsForTheOtherThreadsFirst) {
  const Names names = numbers(4);
  ASSERT_EQ(fetch_all(names, body_of).size(), names.size());

  Ends ends(names.size());
  const auto server = std::make_shared<Gate>();
  const Fetch fetch = [&, server](const std::string& name) -> std::string {
    if (name == "0") {
      ends.announce(0);
      throw DownloadFailed("failure of 0");
    }
    // Copies, for the sake of threads that are left behind.
    const auto answer = server;
    std::string body = body_of(name);
    answer->wait();
    return body;
  };
  std::atomic<bool> came_back{false};
  const auto call = [&] {
    EXPECT_THROW(fetch_all(names, fetch), DownloadFailed);
    came_back = true;
  };
  Caller caller(call, kShort);
  server->wait_for_callers(3);
  ends.wait_for(0);
  caller.blocks();  // every chance to come back too early
  EXPECT_FALSE(came_back) << "fetch_all threw while its other threads were still fetching";
  server->open();
  caller.finish();
}

TEST(WhenFetchesThrow, TreatsAnEmptyFetchAsOneThatThrows) {
  EXPECT_THROW(fetch_all(numbers(2), Fetch()), std::bad_function_call);
}

}  // namespace
}  // namespace course
