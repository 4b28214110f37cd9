// What comes out, how much is under way at once, and where.

#include "pipeline.hpp"

#include <gtest/gtest.h>
#include <pthread.h>
#include <unistd.h>

#include <algorithm>
#include <limits>
#include <set>
#include <stdexcept>

#include "support/leftovers.hpp"
#include "support/meeting.hpp"
#include "support/peak_counter.hpp"
#include "support/process_meeting.hpp"
#include "support/process_state.hpp"
#include "test_world.hpp"

namespace course {
namespace {

using support::Meeting;
using support::ProcessMeeting;
using support::Shared;
using support::threads_of;
using test::all_but;
using test::all_fall_asleep;
using test::Basket;
using test::descendants_of;
using test::features;
using test::number_of;
using test::numbered;
using test::others_fall_asleep;
using test::Outcomes;
using test::same;
using test::Scene;

// ---- Results ----------------------------------------------------------------

TEST(Results, AreThoseOfTheSerialProgram) {
  for (const Limits& limits :
       {Limits{1, 1, 1}, Limits{4, 2, 8}, Limits{3, 5, 2}, Limits{2, 1, 100}}) {
    Basket basket;
    const Progress end =
        run_pipeline(numbered(12), {same, features}, limits, {.deliver = basket.deliver()});
    EXPECT_EQ(basket.outcomes(), all_but(12));
    EXPECT_EQ(end, (Progress{.total = 12, .fetched = 12, .delivered = 12, .failed = 0}));
  }
}

TEST(Results, OfNoUrlsAreNone) {
  Basket basket;
  EXPECT_EQ(run_pipeline({}, {same, features}, {}, {.deliver = basket.deliver()}), Progress());
  EXPECT_EQ(basket.outcomes(), Outcomes());
}

TEST(Results, MayBeFewerThanThereAreWorkers) {
  Basket basket;
  const Progress end = run_pipeline(numbered(1), {same, features}, {8, 8, 8}, {basket.deliver()});
  EXPECT_EQ(basket.outcomes(), all_but(1));
  EXPECT_EQ(end, (Progress{.total = 1, .fetched = 1, .delivered = 1, .failed = 0}));
}

TEST(Results, AreBytesOfAnyLength) {
  const std::vector<std::string> pages{std::string(), std::string("\0a\0\n\xff", 5),
                                       std::string(3'000'000, 'x'), "nothing of this"};
  Basket basket;
  run_pipeline(numbered(4),
               {.fetch = [&](const std::string& url) { return pages.at(number_of(url)); },
                .extract =
                    [](const std::string& page) {
                      return page == "nothing of this" ? std::string() : page + page;
                    }},
               {2, 2, 4}, {basket.deliver()});
  EXPECT_TRUE(basket.outcomes() == (Outcomes{pages[0], pages[1] + pages[1], pages[2] + pages[2],
                                             Outcome(std::string())}));
}

TEST(Results, OfAUrlThatOccursTwiceAreTwo) {
  const std::vector<std::string> urls{"1", "0", "1", "1"};
  Basket basket;
  test::Count fetches{0};
  run_pipeline(urls,
               {.fetch =
                    [&](const std::string& url) {
                      ++fetches;
                      return url;
                    },
                .extract = features},
               {2, 2, 4}, {basket.deliver()});
  EXPECT_EQ(basket.outcomes(), (Outcomes{"<1>", "<0>", "<1>", "<1>"}));
  EXPECT_EQ(fetches, 4);
}

TEST(Results, ComeInOrderThoughTheFirstIsTheLast) {
  const Shared<Scene> scene;
  Basket basket;
  run_pipeline(numbered(6),
               {.fetch =
                    [&](const std::string& url) {
                      if (url == "0") {
                        scene->waits.until([&] { return scene->extracted == 5; });
                      }
                      return url;
                    },
                .extract =
                    [&](const std::string& page) {
                      ++scene->extracted;
                      return features(page);
                    }},
               {2, 2, 6}, {basket.deliver()});
  EXPECT_FALSE(scene->waits.in_vain()) << "a page that is slow holds up the others";
  EXPECT_EQ(basket.outcomes(), all_but(6));
}

TEST(Results, AreDeliveredAsSoonAsTheyAreThere) {
  const Shared<Scene> scene;
  Basket basket;
  run_pipeline(numbered(4),
               {.fetch =
                    [&](const std::string& url) {
                      if (url == "3") {
                        scene->waits.until([&] { return scene->delivered == 3; });
                      }
                      return url;
                    },
                .extract = features},
               {2, 2, 8}, {.deliver = [&](std::size_t index, Outcome outcome) {
                 basket.put(index, std::move(outcome));
                 ++scene->delivered;
               }});
  EXPECT_FALSE(scene->waits.in_vain()) << "three are ready, and the last page is not there yet";
  EXPECT_EQ(basket.outcomes(), all_but(4));
}

TEST(Results, OfImpossibleWishesAreRefused) {
  int calls = 0;
  const auto fetch = [&](const std::string& url) {
    ++calls;
    return url;
  };
  const auto deliver = [&](std::size_t, const Outcome&) { ++calls; };
  for (const Limits& limits : {Limits{0, 1, 1}, Limits{1, 0, 1}, Limits{1, 1, 0}}) {
    EXPECT_THROW(run_pipeline(numbered(2), {fetch, features}, limits, {deliver}),
                 std::invalid_argument);
    EXPECT_THROW(run_pipeline({}, {fetch, features}, limits, {deliver}), std::invalid_argument);
  }
  EXPECT_THROW(run_pipeline(numbered(2), {{}, features}, {}, {deliver}), std::invalid_argument);
  EXPECT_THROW(run_pipeline(numbered(2), {fetch, {}}, {}, {deliver}), std::invalid_argument);
  EXPECT_THROW(run_pipeline(numbered(2), {fetch, features}, {}, {}), std::invalid_argument);
  EXPECT_EQ(calls, 0);
}

// ---- Bounds -----------------------------------------------------------------

TEST(Bounds, AsManyFetchesAsAllowed) {
  Meeting all(3);
  Basket basket;
  run_pipeline(numbered(3),
               {.fetch =
                    [&](const std::string& url) {
                      EXPECT_TRUE(all.arrive()) << "three fetches may be under way at once";
                      return url;
                    },
                .extract = features},
               {3, 1, 8}, {basket.deliver()});
  EXPECT_EQ(basket.outcomes(), all_but(3));
}

// Three fetches are held: whoever could be there too would come.
TEST(Bounds, NoMoreFetchesThanAllowed) {
  const Shared<Scene> scene;
  support::PeakCounter under_way;
  Basket basket;
  run_pipeline(numbered(10),
               {.fetch =
                    [&](const std::string& url) {
                      const support::PeakCounter::Visit visit(under_way);
                      ++scene->fetches;
                      if (url == "0") {
                        scene->waits.until([&] { return scene->fetches >= 3; });
                        scene->waits.never([&] { return under_way.peak() > 3; });
                        scene->flag = 1;
                      } else {
                        scene->waits.until([&] { return scene->flag == 1; });
                      }
                      return url;
                    },
                .extract = features},
               {3, 2, 10}, {basket.deliver()});
  EXPECT_FALSE(scene->waits.in_vain()) << "fewer fetches at once than 3";
  EXPECT_LE(under_way.peak(), 3) << "fetches at once, with 3 allowed";
  EXPECT_EQ(basket.outcomes(), all_but(10));
}

// Runs 20 items, of which 5 may be in flight, and holds one of them wherever
// `held` says: until four others have begun, and then to see whether more do.
class Held {
 public:
  void hold() {
    scene->waits.until([&] { return scene->fetches >= 5; });
    scene->violations += scene->waits.never([&] { return scene->fetches > 5; }) ? 0 : 1;
    scene->flag = 1;
  }
  std::string fetch(const std::string& url) {
    const int begun = ++scene->fetches;  // first: what is delivered later does no harm
    scene->violations += begun - scene->delivered > 5 ? 1 : 0;
    return url;
  }
  void deliver(std::size_t index, Outcome outcome) {
    basket.put(index, std::move(outcome));
    ++scene->delivered;
  }
  void run(const Stages& stages, const Consumer& consumer, unsigned fetches = 3) {
    const Progress end = run_pipeline(numbered(20), stages, {fetches, 2, 5}, consumer);
    EXPECT_EQ(end, (Progress{.total = 20, .fetched = 20, .delivered = 20, .failed = 0}));
    EXPECT_FALSE(scene->waits.in_vain()) << "fewer items are in flight than the 5 that may be";
    EXPECT_EQ(scene->violations, 0) << "more items are in flight than the 5 that may be";
    EXPECT_EQ(basket.outcomes(), all_but(20));
  }

  const Shared<Scene> scene;
  Basket basket;
};

TEST(Bounds, ASlowFetchLetsNoMoreItemsBegin) {
  Held held;
  held.run({.fetch =
                [&](const std::string& url) {
                  std::string page = held.fetch(url);
                  if (url == "0") {
                    held.hold();
                  }
                  return page;
                },
            .extract = features},
           {[&](std::size_t index, Outcome outcome) { held.deliver(index, std::move(outcome)); }});
}

TEST(Bounds, ASlowExtractionLetsNoMoreItemsBegin) {
  Held held;
  held.run({.fetch = [&](const std::string& url) { return held.fetch(url); },
            .extract =
                [&](const std::string& page) {
                  if (page == "0") {
                    held.hold();
                  }
                  return features(page);
                }},
           {[&](std::size_t index, Outcome outcome) { held.deliver(index, std::move(outcome)); }});
}

TEST(Bounds, PagesThatWaitForAWorkerAreInFlight) {
  Held held;
  held.run({.fetch = [&](const std::string& url) { return held.fetch(url); },
            .extract =
                [&](const std::string& page) {
                  if (held.scene->extractions++ == 0) {  // page 0 may come after others
                    held.hold();
                  } else {
                    held.scene->waits.until([&] { return held.scene->flag == 1; });
                  }
                  return features(page);
                }},
           {[&](std::size_t index, Outcome outcome) { held.deliver(index, std::move(outcome)); }});
}

TEST(Bounds, AnItemIsInFlightUntilItsDeliveryIsOver) {
  Held held;
  held.run({.fetch = [&](const std::string& url) { return held.fetch(url); }, .extract = features},
           {[&](std::size_t index, Outcome outcome) {
             if (index == 0) {
               held.hold();
             }
             held.deliver(index, std::move(outcome));
           }});
}

// Failures need no worker, and must not slip through either.
TEST(Bounds, ItemsThatFailedAreInFlight) {
  const Shared<Scene> scene;
  run_pipeline(numbered(20),
               {.fetch = [&](const std::string&) -> std::string {
                  const int begun = ++scene->fetches;
                  scene->violations += begun - scene->delivered > 5 ? 1 : 0;
                  throw std::runtime_error("no page");
                },
                .extract = features},
               {1, 1, 5}, {[&](std::size_t index, const Outcome&) {
                 if (index == 0) {
                   scene->waits.until([&] { return scene->fetches >= 5; });
                   scene->violations +=
                       scene->waits.never([&] { return scene->fetches > 5; }) ? 0 : 1;
                 }
                 ++scene->delivered;
               }});
  EXPECT_FALSE(scene->waits.in_vain()) << "fewer items are in flight than the 5 that may be";
  EXPECT_EQ(scene->violations, 0) << "more items are in flight than the 5 that may be";
}

TEST(Bounds, OneAtATimeIsPossible) {
  const Shared<Scene> scene;
  Basket basket;
  run_pipeline(numbered(8),
               {.fetch =
                    [&](const std::string& url) {
                      scene->violations += scene->fetches++ == scene->delivered ? 0 : 1;
                      return url;
                    },
                .extract = features},
               {4, 4, 1}, {[&](std::size_t index, Outcome outcome) {
                 basket.put(index, std::move(outcome));
                 ++scene->delivered;
               }});
  EXPECT_EQ(scene->violations, 0) << "a fetch began while another item was in flight";
  EXPECT_EQ(basket.outcomes(), all_but(8));
}

// The second delivery begins when the first one is known to be over.
TEST(Bounds, TheLargestNumberIsOne) {
  const Shared<Scene> scene;
  Basket basket;
  run_pipeline(numbered(12),
               {.fetch =
                    [&](const std::string& url) {
                      if (url == "2") {
                        scene->waits.until([&] { return scene->delivered == 2; });
                      }
                      return url;
                    },
                .extract = features},
               {1, 2, std::numeric_limits<std::size_t>::max()},
               {[&](std::size_t index, Outcome outcome) {
                 basket.put(index, std::move(outcome));
                 ++scene->delivered;
               }});
  EXPECT_EQ(basket.outcomes(), all_but(12));
}

// Counted when all has been started that is ever going to be.
TEST(Bounds, LimitsMayBeMuchLargerThanTheWork) {
  constexpr int kMuch = 64;
  constexpr unsigned kMost = std::numeric_limits<unsigned>::max();
  constexpr std::size_t kAll = std::numeric_limits<std::size_t>::max();
  const int before = threads_of(getpid());
  int threads = 0;
  int processes = 0;
  Basket basket;
  run_pipeline(numbered(3), {same, features}, {kMuch, kMuch, kAll},
               {[&](std::size_t index, Outcome outcome) {
                 basket.put(index, std::move(outcome));
                 if (index == 2) {
                   others_fall_asleep();
                   threads = threads_of(getpid()) - before;
                   processes = static_cast<int>(descendants_of(getpid()).size());
                 }
               }});
  EXPECT_EQ(basket.outcomes(), all_but(3));
  ASSERT_LT(threads, kMuch / 2) << "threads for 3 urls, with " << kMuch << " fetches";
  ASSERT_LT(processes, kMuch / 2) << "processes for 3 urls, with " << kMuch << " workers";

  Basket other;
  run_pipeline(numbered(3), {same, features}, {kMost, kMost, kAll}, {other.deliver()});
  EXPECT_EQ(other.outcomes(), all_but(3));
}

// ---- Streams ----------------------------------------------------------------

TEST(Streams, PagesAreFetchedWhileOthersAreExtracted) {
  const Shared<ProcessMeeting> both(2);
  Basket basket;
  run_pipeline(numbered(6),
               {.fetch =
                    [&](const std::string& url) {
                      if (url == "2") {
                        both->arrive();
                      }
                      return url;
                    },
                .extract =
                    [&](const std::string& page) {
                      if (page == "0") {
                        both->arrive();
                      }
                      return features(page);
                    }},
               {1, 1, 3}, {basket.deliver()});
  EXPECT_TRUE(both->took_place()) << "the fetch of item 2 and the extraction of item 0";
  EXPECT_EQ(basket.outcomes(), all_but(6));
}

TEST(Streams, PagesAreExtractedWhileOthersAreFetched) {
  const Shared<Scene> scene;
  Basket basket;
  run_pipeline(numbered(8),
               {.fetch =
                    [&](const std::string& url) {
                      if (url == "1") {
                        scene->waits.until([&] { return scene->extracted == 7; });
                      }
                      return url;
                    },
                .extract =
                    [&](const std::string& page) {
                      ++scene->extracted;
                      return features(page);
                    }},
               {2, 1, 8}, {basket.deliver()});
  EXPECT_FALSE(scene->waits.in_vain()) << "the extraction of all that is there waits for a page";
  EXPECT_EQ(basket.outcomes(), all_but(8));
}

TEST(Streams, TheLineGoesOnWhileTheConsumerIsBusy) {
  const Shared<Scene> scene;
  Basket basket;
  run_pipeline(numbered(8),
               {.fetch =
                    [&](const std::string& url) {
                      if (url != "0") {
                        scene->waits.until([&] { return scene->flag == 1; });
                      }
                      return url;
                    },
                .extract =
                    [&](const std::string& page) {
                      ++scene->extracted;
                      return features(page);
                    }},
               {2, 2, 6}, {[&](std::size_t index, Outcome outcome) {
                 if (index == 0) {
                   scene->flag = 1;
                   scene->waits.until([&] { return scene->extracted == 6; });
                 }
                 basket.put(index, std::move(outcome));
               }});
  EXPECT_FALSE(scene->waits.in_vain()) << "nothing goes on while the consumer has an outcome";
  EXPECT_EQ(basket.outcomes(), all_but(8));
}

// In flight are always three, and each delivery lets one begin, not three deliveries three.
TEST(Streams, EachDeliveryLetsTheNextItemBegin) {
  const Shared<Scene> scene;
  Basket basket;
  run_pipeline(numbered(6),
               {.fetch =
                    [&](const std::string& url) {
                      ++scene->fetches;
                      if (url == "1") {
                        scene->waits.until([&] { return scene->fetches == 4; });
                      }
                      return url;
                    },
                .extract = features},
               {3, 1, 3}, {basket.deliver()});
  EXPECT_FALSE(scene->waits.in_vain()) << "item 0 is delivered, and item 3 does not begin";
  EXPECT_EQ(basket.outcomes(), all_but(6));
}

// ---- Workers ----------------------------------------------------------------

TEST(Workers, AreOtherProcesses) {
  const pid_t here = getpid();
  const Shared<Scene> scene;
  run_pipeline(numbered(6),
               {.fetch =
                    [&](const std::string& url) {
                      scene->violations += getpid() == here ? 0 : 1;
                      return url;
                    },
                .extract = [](const std::string&) { return std::to_string(getpid()); }},
               {2, 2, 6}, {[&](std::size_t, Outcome outcome) {
                 EXPECT_NE(std::get<std::string>(outcome), std::to_string(here))
                     << "features are extracted where pages are fetched";
                 scene->violations += getpid() == here ? 0 : 1;
               }});
  EXPECT_EQ(scene->violations, 0) << "called in another process";
}

TEST(Workers, WorkAtTheSameTime) {
  const Shared<ProcessMeeting> all(3);
  Basket basket;
  run_pipeline(numbered(3),
               {.fetch = same,
                .extract = [&](const std::string&) { return all->arrive() ? "met" : "alone"; }},
               {1, 3, 8}, {basket.deliver()});
  EXPECT_EQ(basket.outcomes(), (Outcomes{"met", "met", "met"})) << "three workers, three pages";
}

TEST(Workers, StayAndAreNoMoreThanAllowed) {
  std::set<std::string> processes;
  run_pipeline(
      numbered(40),
      {.fetch = same, .extract = [](const std::string&) { return std::to_string(getpid()); }},
      {4, 2, 16},
      {[&](std::size_t, Outcome outcome) { processes.insert(std::get<std::string>(outcome)); }});
  EXPECT_LE(processes.size(), 2U) << "processes that extracted, with 2 workers";
}

TEST(Workers, ThatAreBusyHoldUpNoOther) {
  const Shared<Scene> scene;
  Basket basket;
  run_pipeline(numbered(8),
               {.fetch = same,
                .extract =
                    [&](const std::string& page) {
                      if (page == "0") {
                        scene->waits.until([&] { return scene->extracted == 7; });
                      } else {
                        ++scene->extracted;
                      }
                      return features(page);
                    }},
               {2, 2, 8}, {basket.deliver()});
  EXPECT_FALSE(scene->waits.in_vain()) << "one worker is busy, the other one is free";
  EXPECT_EQ(basket.outcomes(), all_but(8));
}

// Seen where every fork passes by.
std::size_t most_threads_at_a_fork = 0;
void look_at_threads() {
  most_threads_at_a_fork = std::max(most_threads_at_a_fork, support::take_stock().threads);
}
const bool looking = pthread_atfork(look_at_threads, nullptr, nullptr) == 0;

// One worker: who forks beside threads may also hang, if two of them are started at once.
TEST(Workers, AreForkedWhileThereAreNoThreads) {
  ASSERT_TRUE(looking);
  const std::size_t before = support::take_stock().threads;
  most_threads_at_a_fork = 0;
  Basket basket;
  run_pipeline(numbered(8),
               {.fetch = same,
                .extract =
                    [](const std::string& page) {
                      if (page == "2" || page == "5") {
                        _exit(1);
                      }
                      return features(page);
                    }},
               {3, 1, 4}, {basket.deliver()});
  EXPECT_LE(most_threads_at_a_fork, before)
      << "threads when this process was forked; before the pipeline there were " << before;
  const Failure died{Stage::extract, "worker died"};
  EXPECT_EQ(basket.outcomes(), all_but(8, {{2, died}, {5, died}}));
}

TEST(Workers, AreWaitedForAsleep) {
  const pid_t here = getpid();
  Basket basket;
  run_pipeline(numbered(6),
               {.fetch = same,
                .extract =
                    [&](const std::string& page) {
                      return page == "0" && !all_fall_asleep(here) ? "awake" : features(page);
                    }},
               {2, 2, 2}, {basket.deliver()});
  EXPECT_EQ(basket.outcomes(), all_but(6))
      << "while a worker works, and nothing else can begin, all threads sleep";
}

}  // namespace
}  // namespace course
