#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <limits>
#include <mutex>
#include <ostream>
#include <set>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "grain.hpp"
#include "support/caller.hpp"
#include "support/gate.hpp"
#include "support/latency.hpp"
#include "support/leftovers.hpp"
#include "support/meeting.hpp"
#include "support/peak_counter.hpp"

namespace course {

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
using Ranges = std::vector<Range>;

constexpr std::size_t kHuge = std::numeric_limits<std::size_t>::max();

// How long a body waits for one that must not come.
constexpr Patience kShort{.tick = 10ms, .ticks = 10};

struct Broken : std::runtime_error {
  using std::runtime_error::runtime_error;
};

void nothing(Range /*chunk*/) {}

// The ranges that were seen, in the order of their begins. Stops the call after
// a hundred of them: code that has lost count would go on for ever.
class Seen {
 public:
  void add(Range range) {
    const std::lock_guard lock(mutex_);
    ranges_.push_back(range);
    if (ranges_.size() > 100) {
      throw Broken("far more chunks than there are");
    }
  }
  Ranges in_order_of_arrival() const {
    const std::lock_guard lock(mutex_);
    return ranges_;
  }
  Ranges in_order() const {
    Ranges ranges = in_order_of_arrival();
    std::sort(ranges.begin(), ranges.end());
    return ranges;
  }

 private:
  mutable std::mutex mutex_;
  Ranges ranges_;
};

Ranges chunks_of(std::size_t n, std::size_t grain, unsigned workers) {
  Seen seen;
  parallel_for(n, grain, workers, [&](Range chunk) { seen.add(chunk); });
  return seen.in_order();
}

TEST(ParallelFor, VisitsEveryItemOnce) {
  for (const std::size_t n : {1U, 7U, 8U, 9U, 100U}) {
    for (const std::size_t grain : {1U, 3U, 8U, 200U}) {
      for (unsigned workers = 1; workers <= 8; ++workers) {
        std::vector<std::atomic<int>> visits(n);
        parallel_for(n, grain, workers, [&](Range chunk) {
          for (std::size_t i = chunk.begin; i < chunk.end; ++i) {
            ++visits.at(i);
          }
        });
        for (std::size_t i = 0; i < n; ++i) {
          ASSERT_EQ(visits[i], 1) << "visits of item " << i << " of " << n << ", grain " << grain
                                  << ", " << workers << " workers";
        }
      }
    }
  }
}

TEST(ParallelFor, CutsChunksOfTheGrain) {
  for (unsigned workers = 1; workers <= 8; ++workers) {
    ASSERT_EQ(chunks_of(10, 4, workers), (Ranges{{0, 4}, {4, 8}, {8, 10}}));
    ASSERT_EQ(chunks_of(8, 4, workers), (Ranges{{0, 4}, {4, 8}}));
    ASSERT_EQ(chunks_of(3, 1, workers), (Ranges{{0, 1}, {1, 2}, {2, 3}}));
    ASSERT_EQ(chunks_of(3, 100, workers), (Ranges{{0, 3}}));
  }
}

TEST(ParallelFor, HandsChunksOutInOrder) {
  Seen seen;
  parallel_for(7, 2, 1, [&](Range chunk) { seen.add(chunk); });
  EXPECT_EQ(seen.in_order_of_arrival(), (Ranges{{0, 2}, {2, 4}, {4, 6}, {6, 7}}));
}

// After the meeting the bodies end apart from each other, and nothing but
// parallel_for itself puts what follows in order: two accesses at the very same
// moment can escape ThreadSanitizer.
TEST(ParallelFor, KeepsAllWorkersBusy) {
  for (const unsigned workers : {2U, 5U}) {
    Meeting meeting(workers);
    parallel_for(workers, 1, workers, [&](Range chunk) {
      meeting.arrive();
      Latency(5ms * chunk.begin).request();
    });
    EXPECT_TRUE(meeting.took_place()) << workers << " workers never had a chunk each";
  }
}

TEST(ParallelFor, NeverRunsMoreBodiesThanWorkers) {
  PeakCounter under_way;
  Meeting one_too_many(4, kShort);
  parallel_for(16, 1, 3, [&](Range) {
    const PeakCounter::Visit visit(under_way);
    one_too_many.arrive();
  });
  EXPECT_LE(under_way.peak(), 3) << "bodies at once, with 3 workers";
  EXPECT_EQ(under_way.visits(), 16);
}

// How many threads there are for a call, besides the calling one, while its
// bodies stand still.
std::size_t threads_for(std::size_t chunks, unsigned workers) {
  const std::size_t before = take_stock().threads;
  Gate gate;
  Caller caller([&] { parallel_for(chunks, 1, workers, [&](Range) { gate.wait(); }); },
                {.tick = 10ms, .ticks = 100});
  caller.blocks();  // by now it has started all threads that it wants
  const std::size_t threads = take_stock().threads - before - 1;
  gate.open();
  caller.finish();
  return threads;
}

TEST(ParallelFor, UsesNoMoreThreadsThanWorkers) { EXPECT_LE(threads_for(16, 3), 3U); }

TEST(ParallelFor, UsesNoMoreThreadsThanChunks) { EXPECT_LE(threads_for(2, 60), 2U); }

TEST(ParallelFor, GivesAFreeWorkerTheNextChunk) {
  constexpr std::size_t kChunks = 10;
  for (const std::size_t slow : {0U, 1U, 4U, 8U}) {
    Gate all_others_done;
    std::atomic<std::size_t> done{0};
    bool waited_in_vain = false;
    parallel_for(kChunks, 1, 2, [&](Range chunk) {
      if (chunk.begin == slow) {
        waited_in_vain = !all_others_done.wait();
      } else if (++done == kChunks - 1) {
        all_others_done.open();
      }
    });
    ASSERT_FALSE(waited_in_vain) << "while one worker was busy with chunk " << slow
                                 << ", the other one did not do all the rest";
    ASSERT_EQ(done, kChunks - 1);
  }
}

TEST(ParallelFor, HugeRangesDoNotOverflow) {
  constexpr std::size_t kHalf = kHuge / 2;
  for (const unsigned workers : {1U, 3U}) {
    EXPECT_EQ(chunks_of(kHuge, kHalf, workers),
              (Ranges{{0, kHalf}, {kHalf, 2 * kHalf}, {2 * kHalf, kHuge}}))
        << "the last of 3 chunks holds one item, and ends at the largest std::size_t";
    EXPECT_EQ(chunks_of(kHuge, kHuge, workers), (Ranges{{0, kHuge}}));
    EXPECT_EQ(chunks_of(kHuge - 1, kHuge, workers), (Ranges{{0, kHuge - 1}}));
    EXPECT_EQ(chunks_of(3, kHuge, workers), (Ranges{{0, 3}}));
  }
}

TEST(ParallelFor, CallsNothingWithoutItems) {
  EXPECT_TRUE(chunks_of(0, 1, 4).empty());
  EXPECT_TRUE(chunks_of(0, kHuge, 4).empty());
  EXPECT_NO_THROW(parallel_for(0, 1, 4, nullptr)) << "an empty body that nobody calls";
}

TEST(ParallelFor, RefusesAGrainOfZeroAndZeroWorkers) {
  EXPECT_THROW(parallel_for(10, 0, 2, nothing), std::invalid_argument);
  EXPECT_THROW(parallel_for(0, 0, 2, nothing), std::invalid_argument);
  EXPECT_THROW(parallel_for(10, 1, 0, nothing), std::invalid_argument);
  EXPECT_THROW(parallel_for(0, 1, 0, nothing), std::invalid_argument);
  EXPECT_THROW(parallel_for(10, 10, 2, nullptr), std::bad_function_call);
}

// What parallel_for throws, or "nothing".
std::string message_of_failure(std::size_t chunks, unsigned workers, const Body& body) {
  try {
    parallel_for(chunks, 1, workers, body);
  } catch (const Broken& error) {
    return error.what();
  }
  return "nothing";
}

// True once this process has fewer threads than `threads`.
bool a_thread_ends(std::size_t threads) {
  for (int tick = 0; tick < 50; ++tick) {
    if (take_stock().threads < threads) {
      return true;
    }
    std::this_thread::sleep_for(10ms);
  }
  return false;
}

TEST(ParallelFor, RethrowsTheExceptionOfTheLowestChunk) {
  Meeting both_under_way(2);
  Gate first_has_looked;
  const auto message = message_of_failure(2, 2, [&](Range chunk) {
    both_under_way.arrive();
    if (chunk.begin == 1) {
      first_has_looked.wait();
      throw Broken("chunk 1");
    }
    // It throws once the worker of chunk 1 has done with that one's exception
    // and gone home. Should that worker be the calling thread, it stays.
    const std::size_t with_both = take_stock().threads;
    first_has_looked.open();
    a_thread_ends(with_both);
    throw Broken("chunk 0");
  });
  EXPECT_EQ(message, "chunk 0");
}

// All four are under way together, and end apart from each other.
TEST(ParallelFor, RethrowsTheLowestOfFourThatThrow) {
  Meeting meeting(4);
  const auto message = message_of_failure(4, 4, [&](Range chunk) {
    meeting.arrive();
    Latency(10ms * (3 - chunk.begin)).request();
    throw Broken("chunk " + std::to_string(chunk.begin));
  });
  EXPECT_EQ(message, "chunk 0");
}

TEST(ParallelFor, HandsOutNothingAfterAThrow) {
  Seen seen;
  const auto message = message_of_failure(10, 1, [&](Range chunk) {
    seen.add(chunk);
    if (chunk.begin == 2) {
      throw Broken("chunk 2");
    }
  });
  EXPECT_EQ(message, "chunk 2");
  EXPECT_EQ(seen.in_order(), (Ranges{{0, 1}, {1, 2}, {2, 3}}));
}

TEST(ParallelFor, RethrowsOnlyOnceEveryBodyHasEnded) {
  PeakCounter under_way;
  Meeting both_under_way(2);
  Gate never(kShort);
  const auto message = message_of_failure(2, 2, [&](Range chunk) {
    const PeakCounter::Visit visit(under_way);
    both_under_way.arrive();
    if (chunk.begin == 0) {
      throw Broken("chunk 0");
    }
    never.wait();
  });
  EXPECT_EQ(message, "chunk 0");
  EXPECT_EQ(under_way.inside(), 0) << "bodies still under way";
  EXPECT_EQ(under_way.visits(), 2) << "bodies";
}

TEST(ParallelFor, PassesOnWhatIsNoStdException) {
  const auto throw_a_number = [](Range chunk) {
    if (chunk.begin == 1) {
      throw 9;
    }
  };
  EXPECT_THROW(parallel_for(4, 1, 2, throw_a_number), int);
}

TEST(ParallelFor, MayBeCalledFromItsOwnBody) {
  for (const unsigned workers : {1U, 2U}) {
    std::vector<Seen> inner(3);
    parallel_for(inner.size(), 1, workers, [&](Range outer) {
      parallel_for(5, 2, workers, [&](Range chunk) { inner.at(outer.begin).add(chunk); });
    });
    for (const Seen& seen : inner) {
      ASSERT_EQ(seen.in_order(), (Ranges{{0, 2}, {2, 4}, {4, 5}})) << workers << " workers";
    }
  }
}

TEST(ParallelFor, MayBeCalledFromSeveralThreadsAtOnce) {
  Meeting meeting(4);
  const auto call = [&] { parallel_for(2, 1, 2, [&](Range) { meeting.arrive(); }); };
  Caller one(call);
  Caller other(call);
  one.finish();
  other.finish();
  EXPECT_TRUE(meeting.took_place()) << "one call waited for the other";
}

// ---- parallel_reduce --------------------------------------------------------

double plus(double total, double part) { return total + part; }

double append_digit(double total, double digit) { return 10 * total + digit; }

double fail_to_combine(double /*total*/, double /*part*/) { throw Broken("combine"); }

// Terms that leave something behind at every rounding.
double sum_of_terms(Range chunk) {
  double sum = 0;
  for (std::size_t i = chunk.begin; i < chunk.end; ++i) {
    sum += 1.0 / static_cast<double>(3 * i + 1);
  }
  return sum;
}

TEST(ParallelReduce, CombinesPartsInTheOrderOfTheChunks) {
  for (unsigned workers = 1; workers <= 8; ++workers) {
    const double digits = parallel_reduce(
        13, 2, workers, 9, [](Range chunk) { return static_cast<double>(chunk.begin / 2 + 1); },
        append_digit);
    ASSERT_EQ(digits, 91'234'567) << workers << " workers";
  }
}

TEST(ParallelReduce, AsksForEveryPartOnce) {
  for (unsigned workers = 1; workers <= 8; ++workers) {
    Seen seen;
    parallel_reduce(
        10, 4, workers, 0,
        [&](Range chunk) {
          seen.add(chunk);
          return 1.0;
        },
        plus);
    ASSERT_EQ(seen.in_order(), (Ranges{{0, 4}, {4, 8}, {8, 10}})) << workers << " workers";
  }
}

TEST(ParallelReduce, IsTheSameToTheLastBitForEveryNumberOfWorkers) {
  constexpr std::size_t kItems = 10'000;
  constexpr std::size_t kGrain = 64;
  double expected = 0.1;
  for (std::size_t begin = 0; begin < kItems; begin += kGrain) {
    expected += sum_of_terms({begin, std::min(begin + kGrain, kItems)});
  }
  for (unsigned workers = 1; workers <= 8; ++workers) {
    ASSERT_EQ(parallel_reduce(kItems, kGrain, workers, 0.1, sum_of_terms, plus), expected)
        << workers << " workers";
  }
}

// Chunk 0 is done last, and by a worker that does nothing else. Added to it one
// by one, the small parts are lost to rounding; added to each other first, they
// are not.
TEST(ParallelReduce, KeepsTheOrderWhoeverIsDoneFirst) {
  constexpr std::size_t kChunks = 8;
  constexpr double kLarge = 1e16;
  Gate all_others_done;
  std::atomic<std::size_t> done{0};
  bool waited_in_vain = false;
  const double sum = parallel_reduce(
      kChunks, 1, 2, 0,
      [&](Range chunk) {
        if (chunk.begin == 0) {
          waited_in_vain = !all_others_done.wait();
          return kLarge;
        }
        if (++done == kChunks - 1) {
          all_others_done.open();
        }
        return 1.0;
      },
      plus);
  EXPECT_FALSE(waited_in_vain) << "while one worker was busy with chunk 0, the other one did not "
                                  "do all the rest";
  EXPECT_EQ(sum, kLarge) << "the parts were not added in the order of the chunks";
}

// The parts are there one after the other; see KeepsAllWorkersBusy.
TEST(ParallelReduce, ComputesPartsAtTheSameTime) {
  Meeting meeting(4);
  const double sum = parallel_reduce(
      4, 1, 4, 0,
      [&](Range chunk) {
        meeting.arrive();
        Latency(10ms * chunk.begin).request();
        return static_cast<double>(chunk.begin);
      },
      plus);
  EXPECT_TRUE(meeting.took_place()) << "four workers never had a chunk each";
  EXPECT_EQ(sum, 6);
}

TEST(ParallelReduce, CombinesOnTheCallingThread) {
  std::set<std::thread::id> threads;
  const auto largest = [&](double total, double part) {
    threads.insert(std::this_thread::get_id());
    return std::max(total, part);
  };
  const auto end = [](Range chunk) { return static_cast<double>(chunk.end % 5); };
  EXPECT_EQ(parallel_reduce(9, 2, 3, -1, end, largest), 4);
  EXPECT_EQ(threads, std::set{std::this_thread::get_id()});
}

TEST(ParallelReduce, BeginsWithTheInitialValue) {
  const Part never = [](Range) -> double { throw Broken("a part of nothing"); };
  EXPECT_EQ(parallel_reduce(0, 5, 3, 7, never, fail_to_combine), 7);
  EXPECT_EQ(parallel_reduce(3, 5, 3, 7, [](Range) { return 2; }, append_digit), 72);
}

TEST(ParallelReduce, PassesExceptionsOn) {
  const auto throw_in_second = [](Range chunk) -> double {
    return chunk.begin == 1 ? throw Broken("chunk 1") : 0;
  };
  try {
    parallel_reduce(6, 1, 3, 0, throw_in_second, plus);
    ADD_FAILURE() << "nothing was thrown";
  } catch (const Broken& error) {
    EXPECT_STREQ(error.what(), "chunk 1");
  }
  EXPECT_THROW(parallel_reduce(6, 1, 3, 0, sum_of_terms, fail_to_combine), Broken);
}

TEST(ParallelReduce, RefusesAGrainOfZeroAndZeroWorkers) {
  EXPECT_THROW(parallel_reduce(10, 0, 2, 0, sum_of_terms, plus), std::invalid_argument);
  EXPECT_THROW(parallel_reduce(0, 0, 2, 0, sum_of_terms, plus), std::invalid_argument);
  EXPECT_THROW(parallel_reduce(10, 1, 0, 0, sum_of_terms, plus), std::invalid_argument);
  EXPECT_THROW(parallel_reduce(0, 1, 0, 0, sum_of_terms, plus), std::invalid_argument);
}

}  // namespace
}  // namespace course
