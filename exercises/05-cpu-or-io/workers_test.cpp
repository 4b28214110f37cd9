#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <limits>
#include <map>
#include <mutex>
#include <ostream>
#include <set>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>

#include "cpu_or_io.hpp"
#include "support/caller.hpp"
#include "support/gate.hpp"
#include "support/latency.hpp"
#include "support/leftovers.hpp"
#include "support/meeting.hpp"
#include "support/peak_counter.hpp"

namespace course {
namespace {

// What else happens when a square is asked for. Set while nobody asks.
std::function<void(std::uint64_t)> on_square;

}  // namespace

// The tests' own square.
std::uint64_t square(std::uint64_t i) {
  if (on_square) {
    on_square(i);
  }
  return i * i;
}

// GoogleTest prints ranges with it.
void PrintTo(const Range& range, std::ostream* out) {
  *out << '[' << range.begin << ", " << range.end << ')';
}

namespace {

using support::Caller;
using support::Gate;
using support::Latency;
using support::Meeting;
using support::Patience;
using support::PeakCounter;
using support::take_stock;
using namespace std::chrono_literals;

constexpr std::uint64_t kHuge = std::numeric_limits<std::uint64_t>::max();
constexpr unsigned kMany = std::numeric_limits<unsigned>::max();

// How long a fetch waits for one that must not come.
constexpr Patience kShort{.tick = 10ms, .ticks = 10};

class WhileSquaring {
 public:
  explicit WhileSquaring(std::function<void(std::uint64_t)> look) { on_square = std::move(look); }
  ~WhileSquaring() { on_square = nullptr; }
  WhileSquaring(const WhileSquaring&) = delete;
  WhileSquaring& operator=(const WhileSquaring&) = delete;
};

std::uint64_t one_after_the_other(std::uint64_t n) {
  std::uint64_t total = 0;
  for (std::uint64_t i = 0; i < n; ++i) {
    total += i * i;
  }
  return total;
}

TEST(SumOfSquares, SharesFollowEachOtherFromZeroToN) {
  for (std::uint64_t n = 0; n <= 20; ++n) {
    for (unsigned workers = 1; workers <= 8; ++workers) {
      std::uint64_t next = 0;
      for (unsigned worker = 0; worker < workers; ++worker) {
        const Range range = share(n, workers, worker);
        ASSERT_EQ(range.begin, next) << "share(" << n << ", " << workers << ", " << worker << ")";
        ASSERT_LE(range.begin, range.end);
        next = range.end;
      }
      ASSERT_EQ(next, n) << "the end of the last of " << workers << " shares";
    }
  }
}

TEST(SumOfSquares, SharesDifferByOneNumberAtMost) {
  for (std::uint64_t n = 0; n <= 20; ++n) {
    for (unsigned workers = 1; workers <= 8; ++workers) {
      for (unsigned worker = 0; worker < workers; ++worker) {
        const Range range = share(n, workers, worker);
        const std::uint64_t length = range.end - range.begin;
        ASSERT_GE(length, n / workers) << "share(" << n << ", " << workers << ", " << worker << ")";
        ASSERT_LE(length, n / workers + 1)
            << "share(" << n << ", " << workers << ", " << worker << ")";
      }
    }
  }
}

TEST(SumOfSquares, SharesOfHugeNumbersDoNotOverflow) {
  for (const std::uint64_t n : {kHuge, kHuge - 1, std::uint64_t{1} << 63U}) {
    for (const unsigned workers : {3U, 7U, 64U, kMany}) {
      EXPECT_EQ(share(n, workers, 0).begin, 0U);
      EXPECT_EQ(share(n, workers, workers - 1).end, n);
      for (const unsigned worker : {1U, workers / 2, workers - 2, workers - 1}) {
        const Range range = share(n, workers, worker);
        EXPECT_EQ(range.begin, share(n, workers, worker - 1).end)
            << "share(" << n << ", " << workers << ", " << worker << ")";
        EXPECT_GE(range.end - range.begin, n / workers);
        EXPECT_LE(range.end - range.begin, n / workers + 1);
      }
    }
  }
}

TEST(SumOfSquares, SharesAreEmptyForMostOfManyWorkers) {
  EXPECT_EQ(share(1, 1, 0), (Range{0, 1}));
  const Range last = share(3, kMany, kMany - 1);
  EXPECT_LE(last.end - last.begin, 1U);
  EXPECT_EQ(last.end, 3U);
}

TEST(SumOfSquares, RefusesToShareWithAWorkerThatDoesNotExist) {
  EXPECT_THROW(share(10, 4, 4), std::invalid_argument);
  EXPECT_THROW(share(10, 4, kMany), std::invalid_argument);
  EXPECT_THROW(share(10, 0, 0), std::invalid_argument);
}

TEST(SumOfSquares, AddsTheSquaresBelowN) {
  EXPECT_EQ(sum_of_squares(0, 1), 0U);
  EXPECT_EQ(sum_of_squares(1, 1), 0U);
  EXPECT_EQ(sum_of_squares(2, 1), 1U);
  EXPECT_EQ(sum_of_squares(5, 1), 30U);
}

TEST(SumOfSquares, IsTheSameForEveryNumberOfWorkers) {
  for (const std::uint64_t n : {0U, 1U, 2U, 7U, 8U, 1001U}) {
    for (unsigned workers = 1; workers <= 8; ++workers) {
      ASSERT_EQ(sum_of_squares(n, workers), one_after_the_other(n))
          << "sum_of_squares(" << n << ", " << workers << ")";
    }
  }
}

TEST(SumOfSquares, WrapsAroundModuloTwoToThe64) {
  EXPECT_EQ(sum_of_squares(4'000'000, 3), 2'886'581'259'624'448'384U);
}

TEST(SumOfSquares, AsksForEverySquareOnce) {
  std::vector<std::atomic<int>> asked(103);
  const WhileSquaring look([&](std::uint64_t i) { ++asked.at(i); });
  sum_of_squares(asked.size(), 4);
  for (std::size_t i = 0; i < asked.size(); ++i) {
    ASSERT_EQ(asked[i], 1) << "calls of square(" << i << ")";
  }
}

TEST(SumOfSquares, WorksOnAsManyThreadsAsThereAreWorkers) {
  for (const unsigned workers : {2U, 5U}) {
    Meeting meeting(workers);
    std::mutex mutex;
    std::map<std::thread::id, std::vector<std::uint64_t>> by_thread;
    const WhileSquaring look([&](std::uint64_t i) {
      bool first = false;
      {
        const std::lock_guard lock(mutex);
        std::vector<std::uint64_t>& numbers = by_thread[std::this_thread::get_id()];
        first = numbers.empty();
        numbers.push_back(i);
      }
      if (first) {
        meeting.arrive();
      }
    });
    sum_of_squares(std::uint64_t{3} * workers, workers);
    EXPECT_TRUE(meeting.took_place()) << workers << " workers never computed at once";
    EXPECT_LE(by_thread.size(), workers) << "threads that computed";
    for (const auto& [thread, numbers] : by_thread) {
      const std::uint64_t first = *std::min_element(numbers.begin(), numbers.end());
      const std::uint64_t last = *std::max_element(numbers.begin(), numbers.end());
      EXPECT_EQ((Range{first, last + 1}),
                share(std::uint64_t{3} * workers, workers, static_cast<unsigned>(first / 3)))
          << "the numbers of one worker";
    }
  }
}

TEST(SumOfSquares, TakesMoreWorkersThanNumbers) { EXPECT_EQ(sum_of_squares(3, 50), 5U); }

TEST(SumOfSquares, RefusesZeroWorkers) {
  EXPECT_THROW(sum_of_squares(10, 0), std::invalid_argument);
  EXPECT_THROW(sum_of_squares(0, 0), std::invalid_argument);
}

// "0", "1", ... so that a fetch knows the index of its url.
std::vector<std::string> numbered(std::size_t count) {
  std::vector<std::string> urls;
  for (std::size_t i = 0; i < count; ++i) {
    urls.push_back(std::to_string(i));
  }
  return urls;
}

std::string body_of(const std::string& url) { return "body of " + url; }

std::vector<std::string> bodies_of(const std::vector<std::string>& urls) {
  std::vector<std::string> bodies;
  for (const std::string& url : urls) {
    bodies.push_back(body_of(url));
  }
  return bodies;
}

struct NotFound : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// What fetch_all throws, or "nothing".
std::string message_of_failure(const std::vector<std::string>& urls, const Fetch& fetch,
                               unsigned workers) {
  try {
    fetch_all(urls, fetch, workers);
  } catch (const NotFound& error) {
    return error.what();
  }
  return "nothing";
}

TEST(FetchAll, ReturnsTheBodiesInTheOrderOfTheUrls) {
  const std::vector<std::string> urls{"/third", "/first", "/second"};
  EXPECT_EQ(fetch_all(urls, body_of, 2), bodies_of(urls));
}

TEST(FetchAll, FetchesManyUrlsOnceEach) {
  const std::vector<std::string> urls = numbered(1000);
  std::vector<std::atomic<int>> fetched(urls.size());
  const auto bodies = fetch_all(
      urls,
      [&](const std::string& url) {
        ++fetched.at(std::stoul(url));
        return body_of(url);
      },
      8);
  EXPECT_EQ(bodies, bodies_of(urls));
  for (std::size_t i = 0; i < urls.size(); ++i) {
    ASSERT_EQ(fetched[i], 1) << "fetches of url " << i;
  }
}

TEST(FetchAll, KeepsAllWorkersFetching) {
  Meeting meeting(4);
  fetch_all(
      numbered(9),
      [&](const std::string& url) {
        meeting.arrive();
        return url;
      },
      4);
  EXPECT_TRUE(meeting.took_place()) << "four workers never had four fetches under way";
}

TEST(FetchAll, NeverHasMoreThanWorkersUnderWay) {
  PeakCounter under_way;
  Meeting one_too_many(4, kShort);
  fetch_all(
      numbered(16),
      [&](const std::string& url) {
        const PeakCounter::Visit visit(under_way);
        one_too_many.arrive();
        return url;
      },
      3);
  EXPECT_LE(under_way.peak(), 3) << "fetches under way at once, with 3 workers";
}

TEST(FetchAll, UsesNoMoreThreadsThanWorkers) {
  const std::size_t before = take_stock().threads;
  const std::vector<std::string> urls = numbered(16);
  Gate gate;
  Caller caller([&] {
    fetch_all(
        urls,
        [&](const std::string& url) {
          gate.wait();
          return url;
        },
        3);
  });
  caller.blocks();  // by now it has started all threads that it wants
  const std::size_t threads = take_stock().threads - before;
  gate.open();
  caller.finish();
  EXPECT_LE(threads, 3U + 1U) << "threads for 3 workers and the calling thread";
}

TEST(FetchAll, GivesAFreeWorkerTheNextUrl) {
  const std::vector<std::string> urls = numbered(10);
  for (const std::string slow : {"0", "1", "4"}) {
    Gate all_others_done;
    std::atomic<std::size_t> done{0};
    bool waited_in_vain = false;
    const auto bodies = fetch_all(
        urls,
        [&](const std::string& url) {
          if (url == slow) {
            waited_in_vain = !all_others_done.wait();
          } else if (++done == urls.size() - 1) {
            all_others_done.open();
          }
          return body_of(url);
        },
        2);
    ASSERT_FALSE(waited_in_vain) << "while one worker waited for url " << slow
                                 << ", the other one did not fetch all the rest";
    ASSERT_EQ(bodies, bodies_of(urls));
  }
}

TEST(FetchAll, GoesOnAfterAFetchHasThrown) {
  std::mutex mutex;
  std::multiset<std::string> fetched;
  const std::vector<std::string> urls = numbered(8);
  EXPECT_THROW(fetch_all(
                   urls,
                   [&](const std::string& url) -> std::string {
                     const std::lock_guard lock(mutex);
                     fetched.insert(url);
                     throw NotFound(url);
                   },
                   2),
               NotFound);
  EXPECT_EQ(fetched, std::multiset<std::string>(urls.begin(), urls.end()));
}

TEST(FetchAll, RethrowsTheExceptionOfTheLowestIndex) {
  Gate others_have_thrown;
  const auto message = message_of_failure(
      numbered(4),
      [&](const std::string& url) {
        if (url == "0") {
          others_have_thrown.wait();
        } else if (url == "3") {
          others_have_thrown.open();  // the worker that is here is through with 1 and 2
          return url;
        }
        throw NotFound("no page " + url);
      },
      2);
  EXPECT_EQ(message, "no page 0");
}

// All four are under way together, and nothing but fetch_all itself puts their
// ends in order. They end apart from each other: two accesses at the very same
// moment can escape ThreadSanitizer.
TEST(FetchAll, RethrowsTheLowestIndexOfFourThatThrow) {
  Meeting meeting(4);
  const auto message = message_of_failure(
      numbered(4),
      [&](const std::string& url) -> std::string {
        meeting.arrive();
        Latency(10ms * (3 - std::stoi(url))).request();
        throw NotFound("no page " + url);
      },
      4);
  EXPECT_EQ(message, "no page 0");
}

TEST(FetchAll, RethrowsOnlyOnceEveryFetchHasEnded) {
  PeakCounter under_way;
  Gate never(kShort);
  const auto message = message_of_failure(
      numbered(3),
      [&](const std::string& url) {
        const PeakCounter::Visit visit(under_way);
        if (url == "0") {
          throw NotFound("no page 0");
        }
        never.wait();
        return url;
      },
      2);
  EXPECT_EQ(message, "no page 0");
  EXPECT_EQ(under_way.inside(), 0) << "fetches still under way";
  EXPECT_EQ(under_way.visits(), 3) << "fetches";
}

TEST(FetchAll, TakesMoreWorkersThanUrls) {
  const std::vector<std::string> urls = numbered(3);
  EXPECT_EQ(fetch_all(urls, body_of, 50), bodies_of(urls));
}

TEST(FetchAll, FetchesNothingWithoutUrls) { EXPECT_TRUE(fetch_all({}, body_of, 4).empty()); }

TEST(FetchAll, RefusesZeroWorkers) {
  EXPECT_THROW(fetch_all(numbered(3), body_of, 0), std::invalid_argument);
  EXPECT_THROW(fetch_all({}, body_of, 0), std::invalid_argument);
}

}  // namespace
}  // namespace course
