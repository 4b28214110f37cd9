// What the consumer hears, what it may throw, and how all of it is stopped.

#include <gtest/gtest.h>

#include <exception>
#include <stdexcept>
#include <stop_token>

#include "pipeline.hpp"
#include "support/meeting.hpp"
#include "support/peak_counter.hpp"
#include "test_world.hpp"

namespace course {
namespace {

using support::Meeting;
using support::PeakCounter;
using support::Shared;
using test::all_but;
using test::Basket;
using test::features;
using test::keep_exception;
using test::number_of;
using test::numbered;
using test::others_fall_asleep;
using test::Outcomes;
using test::same;
using test::Scene;

// ---- Progress ---------------------------------------------------------------

// Expects that `told` counts one by one from nothing to `end`.
void expect_steps(const std::vector<Progress>& told, const Progress& end) {
  Progress before{.total = end.total};
  for (const Progress& now : told) {
    Progress fetch = before;
    ++fetch.fetched;
    Progress delivery = before;
    ++delivery.delivered;
    Progress failure = delivery;
    ++failure.failed;
    EXPECT_TRUE(now == fetch || now == delivery || now == failure)
        << testing::PrintToString(now) << " after " << testing::PrintToString(before);
    before = now;
  }
  EXPECT_EQ(before, end) << "the last call does not tell what is returned";
}

TEST(Progress, CountsOneByOne) {
  Basket basket;
  std::vector<Progress> told;  // without a lock: one call at a time
  const Progress end = run_pipeline(
      numbered(20),
      {.fetch =
           [](const std::string& url) {
             if (url == "3") {
               throw std::runtime_error("no page");
             }
             return url;
           },
       .extract =
           [](const std::string& page) {
             if (page == "5") {
               throw std::runtime_error("no features");
             }
             return features(page);
           }},
      {4, 2, 6},
      {.deliver = basket.deliver(), .progress = [&](const Progress& now) { told.push_back(now); }});
  EXPECT_EQ(end, (Progress{.total = 20, .fetched = 20, .delivered = 20, .failed = 2}));
  EXPECT_EQ(told.size(), 40U) << "a call for each fetch, and one for each delivery";
  expect_steps(told, end);
}

TEST(Progress, OfNothingIsNotTold) {
  int calls = 0;
  run_pipeline({}, {same, features}, {},
               {.deliver = [](std::size_t, const Outcome&) {},
                .progress = [&](const Progress&) { ++calls; }});
  EXPECT_EQ(calls, 0);
}

// All fetches end at the same moment, and the first call takes its time.
TEST(Progress, OfFetchesIsToldOneAtATime) {
  const Shared<Scene> scene;
  Meeting all(3);
  PeakCounter inside;
  Basket basket;
  run_pipeline(numbered(6),
               {.fetch =
                    [&](const std::string& url) {
                      if (number_of(url) < 3) {
                        EXPECT_TRUE(all.arrive());
                      }
                      return url;
                    },
                .extract = features},
               {3, 2, 6}, {.deliver = basket.deliver(), .progress = [&](const Progress& now) {
                             const PeakCounter::Visit visit(inside);
                             if (now.fetched == 1 && now.delivered == 0) {
                               scene->waits.never([&] { return inside.peak() > 1; });
                             }
                           }});
  EXPECT_EQ(inside.peak(), 1) << "calls of progress at once";
  EXPECT_EQ(basket.outcomes(), all_but(6));
}

// A delivery ends while the consumer hears of a fetch.
TEST(Progress, OfBothStagesIsToldOneAtATime) {
  const Shared<Scene> scene;
  PeakCounter inside;
  Basket basket;
  run_pipeline(numbered(2),
               {.fetch =
                    [&](const std::string& url) {
                      if (url == "1") {
                        scene->waits.until([&] { return scene->delivered > 0; });
                      }
                      return url;
                    },
                .extract = features},
               {2, 2, 6},
               {.deliver =
                    [&](std::size_t index, Outcome outcome) {
                      basket.put(index, std::move(outcome));
                      ++scene->delivered;
                      // Who makes all calls on one thread never gets there.
                      if (index == 0) {
                        scene->waits.never([&] { return scene->flag == 1; });
                      }
                    },
                .progress =
                    [&](const Progress& now) {
                      const PeakCounter::Visit visit(inside);
                      if (now.fetched == 2 && now.delivered == 0) {
                        scene->flag = 1;
                        scene->waits.never([&] { return inside.peak() > 1; });
                      }
                    }});
  EXPECT_EQ(inside.peak(), 1) << "calls of progress at once";
  EXPECT_EQ(basket.outcomes(), all_but(2));
}

TEST(Progress, IsToldWhileThereIsSomethingToDo) {
  const Shared<Scene> scene;
  Basket basket;
  run_pipeline(numbered(6),
               {.fetch =
                    [&](const std::string& url) {
                      if (url == "1") {
                        scene->waits.until([&] { return scene->fetches > 0; });
                      }
                      if (url == "5") {
                        scene->waits.until([&] { return scene->delivered == 5; });
                      }
                      return url;
                    },
                .extract = features},
               {2, 2, 6}, {.deliver = basket.deliver(), .progress = [&](const Progress& now) {
                             scene->fetches = static_cast<int>(now.fetched);
                             scene->delivered = static_cast<int>(now.delivered);
                           }});
  EXPECT_FALSE(scene->waits.in_vain()) << "nobody hears what has been done";
  EXPECT_EQ(basket.outcomes(), all_but(6));
}

// The consumer hears of the first delivery until nobody else has anything to do. Others
// are extracted meanwhile: whoever would deliver now has a reason to look.
TEST(Progress, OfADeliveryIsToldBeforeTheNextOneBegins) {
  const Shared<Scene> scene;
  std::atomic<std::size_t> told{0};  // deliveries, when the call has ended
  Basket basket;
  run_pipeline(numbered(4),
               {.fetch = same,
                .extract =
                    [&](const std::string& page) {
                      if (number_of(page) >= 2) {
                        scene->waits.until([&] { return scene->flag == 1; });
                      }
                      return features(page);
                    }},
               {1, 2, 4},  // pages in order: no worker waits before item 0 has one
               {.deliver =
                    [&](std::size_t index, Outcome outcome) {
                      EXPECT_GE(told, index)
                          << "told of so many deliveries when the next one began";
                      basket.put(index, std::move(outcome));
                    },
                .progress =
                    [&](const Progress& now) {
                      if (now.delivered == 1 && told == 0) {
                        scene->flag = 1;
                        others_fall_asleep();
                      }
                      told = now.delivered;
                    }});
  EXPECT_EQ(basket.outcomes(), all_but(4));
}

// ---- Thrown -----------------------------------------------------------------

TEST(Thrown, ByDeliverEndsAll) {
  Basket basket;
  const auto run = [&] {
    run_pipeline(numbered(40), {same, features}, {3, 2, 4},
                 {[&](std::size_t index, Outcome outcome) {
                   if (index == 2) {
                     throw std::runtime_error("disk full");
                   }
                   basket.put(index, std::move(outcome));
                 }});
  };
  try {
    run();
    ADD_FAILURE() << "deliver threw, and run_pipeline did not";
  } catch (const std::runtime_error& error) {
    keep_exception();
    EXPECT_STREQ(error.what(), "disk full");
  }
  EXPECT_EQ(basket.outcomes(), all_but(2));
}

TEST(Thrown, ByProgressEndsAll) {
  for (const bool at_a_fetch : {true, false}) {
    Basket basket;
    const auto run = [&] {
      run_pipeline(numbered(40), {same, features}, {3, 2, 4},
                   {.deliver = basket.deliver(), .progress = [&](const Progress& now) {
                      if (at_a_fetch ? now.fetched == 3 : now.delivered == 3) {
                        throw 42;
                      }
                    }});
    };
    try {
      run();
      ADD_FAILURE() << "progress threw, and run_pipeline did not";
    } catch (int thrown) {
      keep_exception();
      EXPECT_EQ(thrown, 42);
    }
    EXPECT_LT(basket.outcomes().size(), 40U);
  }
}

// What run_pipeline throws of two exceptions. Other than keep_exception this keeps both,
// so nobody in the pipeline lets go of one last.
class TwoThrown {
 public:
  [[noreturn]] void first() const { std::rethrow_exception(first_); }
  [[noreturn]] void second() const { std::rethrow_exception(second_); }

  template <class Run>
  void expect_first(Run run) const {
    try {
      run();
      ADD_FAILURE() << "run_pipeline did not throw";
    } catch (const std::runtime_error& error) {
      EXPECT_STREQ(error.what(), "first");
    }
  }

 private:
  std::exception_ptr first_ = std::make_exception_ptr(std::runtime_error("first"));
  std::exception_ptr second_ = std::make_exception_ptr(std::runtime_error("second"));
};

// The fetch of item 1 ends when deliver has thrown, and all that follows is done.
TEST(Thrown, ByDeliverFirstIsWhatComesOut) {
  const Shared<Scene> scene;
  const TwoThrown thrown;
  std::atomic<bool> all_done{false};
  thrown.expect_first([&] {
    run_pipeline(numbered(2),
                 {.fetch =
                      [&](const std::string& url) {
                        ++scene->fetches;
                        if (url == "0") {
                          scene->waits.until([&] { return scene->fetches == 2; });
                        } else {
                          scene->waits.until([&] { return scene->flag == 1; });
                          all_done = others_fall_asleep();
                        }
                        return url;
                      },
                  .extract = features},
                 {2, 1, 2},
                 {.deliver =
                      [&](std::size_t, const Outcome&) {
                        scene->flag = 1;
                        thrown.first();
                      },
                  .progress =
                      [&](const Progress& now) {
                        if (now.fetched == 2 && all_done) {
                          thrown.second();
                        }
                      }});
  });
  EXPECT_FALSE(scene->waits.in_vain()) << "nothing is delivered while a fetch is under way";
}

// The delivery of item 0 ends when progress has thrown, and all that follows is done.
TEST(Thrown, ByProgressFirstIsWhatComesOut) {
  const Shared<Scene> scene;
  const TwoThrown thrown;
  thrown.expect_first([&] {
    run_pipeline(numbered(2),
                 {.fetch =
                      [&](const std::string& url) {
                        if (url == "1") {
                          scene->waits.until([&] { return scene->delivered == 1; });
                        }
                        return url;
                      },
                  .extract = features},
                 {2, 1, 2},
                 {.deliver =
                      [&](std::size_t, const Outcome&) {
                        scene->delivered = 1;
                        const bool all_done = others_fall_asleep();
                        // Who makes all calls on one thread has not thrown yet.
                        if (scene->flag == 0 || !all_done) {
                          thrown.first();
                        }
                        thrown.second();
                      },
                  .progress =
                      [&](const Progress& now) {
                        if (now.fetched == 2 && scene->flag == 0) {
                          scene->flag = 1;
                          thrown.first();
                        }
                      }});
  });
  EXPECT_FALSE(scene->waits.in_vain()) << "nothing is delivered while a fetch is under way";
}

// ---- Cancel -----------------------------------------------------------------

TEST(Cancel, BeforeItBeginsLetsNothingBegin) {
  std::stop_source stop;
  stop.request_stop();
  int calls = 0;
  const Progress end = run_pipeline(numbered(6),
                                    {.fetch =
                                         [&](const std::string& url) {
                                           ++calls;
                                           return url;
                                         },
                                     .extract = features},
                                    {1, 1, 2},
                                    {.deliver = [&](std::size_t, const Outcome&) { ++calls; },
                                     .progress = [&](const Progress&) { ++calls; }},
                                    stop.get_token());
  EXPECT_EQ(calls, 0);
  EXPECT_EQ(end, Progress{.total = 6});
}

TEST(Cancel, ByTheConsumerIsTheEndOfDeliveries) {
  std::stop_source stop;
  Basket basket;
  std::vector<Progress> told;
  const Progress end = run_pipeline(numbered(40), {same, features}, {3, 2, 5},
                                    {.deliver =
                                         [&](std::size_t index, Outcome outcome) {
                                           basket.put(index, std::move(outcome));
                                           if (index == 2) {
                                             stop.request_stop();
                                           }
                                         },
                                     .progress = [&](const Progress& now) { told.push_back(now); }},
                                    stop.get_token());
  EXPECT_EQ(basket.outcomes(), all_but(3)) << "delivered after the stop";
  EXPECT_EQ(end.delivered, 3U);
  expect_steps(told, end);
}

// Ready, in order, and next: still nobody wants it any more.
TEST(Cancel, LeavesWhatIsReady) {
  const Shared<Scene> scene;
  std::stop_source stop;
  Basket basket;
  const Progress end = run_pipeline(numbered(4),
                                    {.fetch = same,
                                     .extract =
                                         [&](const std::string& page) {
                                           ++scene->extracted;
                                           return features(page);
                                         }},
                                    {4, 2, 4}, {[&](std::size_t index, Outcome outcome) {
                                      scene->waits.until([&] { return scene->extracted == 4; });
                                      basket.put(index, std::move(outcome));
                                      stop.request_stop();
                                    }},
                                    stop.get_token());
  EXPECT_FALSE(scene->waits.in_vain());
  EXPECT_EQ(basket.outcomes(), all_but(1));
  EXPECT_EQ(end, (Progress{.total = 4, .fetched = 4, .delivered = 1, .failed = 0}));
}

TEST(Cancel, LetsNoFetchBegin) {
  const Shared<Scene> scene;
  std::stop_source stop;
  Basket basket;
  std::vector<Progress> told;
  const Progress end = run_pipeline(
      numbered(12),
      {.fetch =
           [&](const std::string& url) {
             ++scene->fetches;
             if (url == "0") {
               scene->waits.until([&] { return scene->fetches == 3; });
               stop.request_stop();
               scene->flag = 1;
             } else {
               scene->waits.until([&] { return scene->flag == 1; });
             }
             return url;
           },
       .extract = features},
      {3, 2, 8},
      {.deliver = basket.deliver(), .progress = [&](const Progress& now) { told.push_back(now); }},
      stop.get_token());
  EXPECT_FALSE(scene->waits.in_vain());
  EXPECT_EQ(scene->fetches, 3) << "fetches, three of them before the stop";
  EXPECT_EQ(basket.outcomes(), Outcomes());
  EXPECT_EQ(end, (Progress{.total = 12, .fetched = 3, .delivered = 0, .failed = 0}));
  expect_steps(told, end);
}

TEST(Cancel, LetsNoExtractionBegin) {
  const Shared<Scene> scene;
  std::stop_source stop;
  Basket basket;
  const Progress end =
      run_pipeline(numbered(12),
                   {.fetch =
                        [&](const std::string& url) {
                          if (url == "3") {
                            scene->waits.until([&] { return scene->extractions > 0; });
                            stop.request_stop();
                            scene->flag = 1;
                          }
                          return url;
                        },
                    .extract =
                        [&](const std::string& page) {
                          ++scene->extractions;
                          scene->waits.until([&] { return scene->flag == 1; });
                          return features(page);
                        }},
                   {1, 1, 6}, {basket.deliver()}, stop.get_token());
  EXPECT_FALSE(scene->waits.in_vain());
  EXPECT_EQ(scene->extractions, 1) << "extractions, one of them before the stop";
  EXPECT_EQ(basket.outcomes(), Outcomes());
  EXPECT_EQ(end, (Progress{.total = 12, .fetched = 4, .delivered = 0, .failed = 0}));
}

// One delivery at most may have been about to begin, and waited for this call to return.
TEST(Cancel, MayComeFromProgress) {
  std::stop_source stop;
  Basket basket;
  const Progress end = run_pipeline(numbered(40), {same, features}, {3, 2, 5},
                                    {.deliver = basket.deliver(),
                                     .progress =
                                         [&](const Progress& now) {
                                           if (now.delivered == 2) {
                                             stop.request_stop();
                                           }
                                         }},
                                    stop.get_token());
  EXPECT_GE(end.delivered, 2U) << "delivered, and progress was told of as many";
  EXPECT_LE(end.delivered, 3U) << "delivered, and progress stopped it when it was told of 2";
  EXPECT_EQ(basket.outcomes(), all_but(end.delivered));
}

TEST(Cancel, AfterTheEndIsTooLate) {
  std::stop_source stop;
  Basket basket;
  run_pipeline(numbered(6), {same, features}, {3, 2, 5}, {basket.deliver()}, stop.get_token());
  stop.request_stop();
  EXPECT_EQ(basket.outcomes(), all_but(6));
}

}  // namespace
}  // namespace course
