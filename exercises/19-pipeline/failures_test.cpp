// Items that fail in one of the stages, and workers that die.

#include <gtest/gtest.h>
#include <signal.h>
#include <unistd.h>

#include <cstdlib>
#include <stdexcept>

#include "pipeline.hpp"
#include "support/process_meeting.hpp"
#include "test_world.hpp"

namespace course {
namespace {

using support::ProcessMeeting;
using support::Shared;
using test::all_but;
using test::Basket;
using test::features;
using test::number_of;
using test::numbered;
using test::Outcomes;
using test::same;
using test::Scene;

// ---- Failures ---------------------------------------------------------------

TEST(Failures, OfAFetchAreDeliveredInTheirPlace) {
  Basket basket;
  const Progress end = run_pipeline(numbered(10),
                                    {.fetch =
                                         [](const std::string& url) {
                                           if (url == "0" || url == "7") {
                                             throw std::runtime_error("no page " + url);
                                           }
                                           return url;
                                         },
                                     .extract = features},
                                    {2, 2, 4}, {basket.deliver()});
  EXPECT_EQ(basket.outcomes(),
            all_but(10, {{0, {Stage::fetch, "no page 0"}}, {7, {Stage::fetch, "no page 7"}}}));
  EXPECT_EQ(end, (Progress{.total = 10, .fetched = 10, .delivered = 10, .failed = 2}));
}

TEST(Failures, OfAnExtractionAreDeliveredInTheirPlace) {
  Basket basket;
  const Progress end = run_pipeline(numbered(10),
                                    {.fetch = same,
                                     .extract =
                                         [](const std::string& page) {
                                           if (page == "3" || page == "9") {
                                             throw std::out_of_range("nothing in " + page);
                                           }
                                           return features(page);
                                         }},
                                    {2, 2, 4}, {basket.deliver()});
  EXPECT_EQ(basket.outcomes(), all_but(10, {{3, {Stage::extract, "nothing in 3"}},
                                            {9, {Stage::extract, "nothing in 9"}}}));
  EXPECT_EQ(end, (Progress{.total = 10, .fetched = 10, .delivered = 10, .failed = 2}));
}

TEST(Failures, MayBeThrownAsAnything) {
  Basket basket;
  run_pipeline(numbered(4),
               {.fetch = [](const std::string& url) -> std::string {
                  if (url == "1") {
                    throw 42;
                  }
                  return url;
                },
                .extract = [](const std::string& page) -> std::string {
                  if (page == "2") {
                    throw "a text";
                  }
                  return features(page);
                }},
               {2, 2, 4}, {basket.deliver()});
  EXPECT_EQ(basket.outcomes(), all_but(4, {{1, {Stage::fetch, "unknown exception"}},
                                           {2, {Stage::extract, "unknown exception"}}}));
}

// A fetch may fail as a worker does, or with no text at all.
TEST(Failures, AreKnownByTheirStageAndNotByTheirText) {
  Basket basket;
  run_pipeline(numbered(3),
               {.fetch = [](const std::string& url) -> std::string {
                  if (url == "0") {
                    throw WorkerDied();
                  }
                  if (url == "1") {
                    throw RemoteError("");
                  }
                  return url;
                },
                .extract = [](const std::string&) -> std::string { throw WorkerDied(); }},
               {2, 1, 4}, {basket.deliver()});
  EXPECT_EQ(basket.outcomes(),
            (Outcomes{Failure{Stage::fetch, "worker died"}, Failure{Stage::fetch, ""},
                      Failure{Stage::extract, "worker died"}}));
}

TEST(Failures, OfAFetchAreNotExtracted) {
  const Shared<Scene> scene;
  Basket basket;
  run_pipeline(numbered(6),
               {.fetch = [](const std::string& url) -> std::string {
                  if (number_of(url) % 2 == 0) {
                    throw std::runtime_error("gone");
                  }
                  return url;
                },
                .extract =
                    [&](const std::string& page) {
                      ++scene->extractions;
                      return features(page);
                    }},
               {2, 2, 6}, {basket.deliver()});
  EXPECT_EQ(scene->extractions, 3) << "extractions of three pages that are there";
  const Failure gone{Stage::fetch, "gone"};
  EXPECT_EQ(basket.outcomes(), all_but(6, {{0, gone}, {2, gone}, {4, gone}}));
}

TEST(Failures, MayBeAllThereIs) {
  Basket basket;
  const Progress end = run_pipeline(
      numbered(12),
      {.fetch = [](const std::string&) -> std::string { throw std::runtime_error("no network"); },
       .extract = features},
      {3, 2, 2}, {basket.deliver()});
  EXPECT_EQ(basket.outcomes(), Outcomes(12, Failure{Stage::fetch, "no network"}));
  EXPECT_EQ(end, (Progress{.total = 12, .fetched = 12, .delivered = 12, .failed = 12}));
}

// ---- DeadWorkers ------------------------------------------------------------

const Failure kDied{Stage::extract, "worker died"};

TEST(DeadWorkers, CostTheItemThatTheyHad) {
  Basket basket;
  const Progress end = run_pipeline(numbered(9),
                                    {.fetch = same,
                                     .extract =
                                         [](const std::string& page) {
                                           if (page == "4") {
                                             raise(SIGKILL);
                                           }
                                           return features(page);
                                         }},
                                    {2, 2, 4}, {basket.deliver()});
  EXPECT_EQ(basket.outcomes(), all_but(9, {{4, kDied}}));
  EXPECT_EQ(end, (Progress{.total = 9, .fetched = 9, .delivered = 9, .failed = 1}));
}

TEST(DeadWorkers, MayLeaveInPeace) {
  Basket basket;
  run_pipeline(numbered(5),
               {.fetch = same,
                .extract =
                    [](const std::string& page) {
                      if (page == "1") {
                        _exit(0);
                      }
                      return features(page);
                    }},
               {1, 1, 3}, {basket.deliver()});
  EXPECT_EQ(basket.outcomes(), all_but(5, {{1, kDied}}));
}

TEST(DeadWorkers, AreNoticedWhileOthersAreBusy) {
  const Shared<Scene> scene;
  Basket basket;
  run_pipeline(numbered(4),
               {.fetch = same,
                .extract =
                    [&](const std::string& page) {
                      if (page == "0") {
                        scene->waits.until([&] { return scene->extractions > 0; });
                        raise(SIGKILL);
                      }
                      if (page == "1") {
                        ++scene->extractions;
                        scene->waits.until([&] { return scene->delivered > 0; });
                      }
                      return features(page);
                    }},
               {2, 2, 4}, {[&](std::size_t index, Outcome outcome) {
                 basket.put(index, std::move(outcome));
                 ++scene->delivered;
               }});
  EXPECT_FALSE(scene->waits.in_vain()) << "item 0 is lost, and is delivered only with item 1";
  EXPECT_EQ(basket.outcomes(), all_but(4, {{0, kDied}}));
}

TEST(DeadWorkers, AreReplacedHoweverManyDie) {
  Basket basket;
  std::map<std::size_t, Failure> died;
  for (std::size_t i = 0; i < 16; i += 2) {
    died[i] = kDied;
  }
  run_pipeline(numbered(16),
               {.fetch = same,
                .extract =
                    [](const std::string& page) {
                      if (number_of(page) % 2 == 0) {
                        raise(SIGKILL);
                      }
                      return features(page);
                    }},
               {2, 2, 6}, {basket.deliver()});
  EXPECT_EQ(basket.outcomes(), all_but(16, died));
}

TEST(DeadWorkers, AreReplacedOneByOne) {
  const Shared<ProcessMeeting> first(2);
  const Shared<ProcessMeeting> second(2);
  Basket basket;
  run_pipeline(numbered(4),
               {.fetch = same,
                .extract =
                    [&](const std::string& page) {
                      if (number_of(page) < 2) {
                        first->arrive();
                        raise(SIGKILL);
                      }
                      return second->arrive() ? features(page) : "alone";
                    }},
               {1, 2, 4}, {basket.deliver()});
  EXPECT_EQ(basket.outcomes(), all_but(4, {{0, kDied}, {1, kDied}}))
      << "two workers die, and two go on";
}

TEST(DeadWorkers, AreNotAskedTheSameAgain) {
  const Shared<Scene> scene;
  Basket basket;
  run_pipeline(numbered(3),
               {.fetch = same,
                .extract =
                    [&](const std::string& page) {
                      if (page == "1" && scene->extractions++ == 0) {
                        raise(SIGKILL);
                      }
                      return features(page);
                    }},
               {1, 1, 3}, {basket.deliver()});
  EXPECT_EQ(basket.outcomes(), all_but(3, {{1, kDied}}));
  EXPECT_EQ(scene->extractions, 1);
}

TEST(DeadWorkers, MayBeTheLastToWork) {
  Basket basket;
  run_pipeline(numbered(3),
               {.fetch = same,
                .extract =
                    [](const std::string& page) {
                      if (page == "2") {
                        raise(SIGKILL);
                      }
                      return features(page);
                    }},
               {1, 2, 3}, {basket.deliver()});
  EXPECT_EQ(basket.outcomes(), all_but(3, {{2, kDied}}));
}

// A page that no line holds: it is still on its way when the worker dies.
TEST(DeadWorkers, KillNobodyElse) {
  Basket basket;
  run_pipeline(
      numbered(3),
      {.fetch =
           [](const std::string& url) { return url == "1" ? std::string(4'000'000, 'x') : url; },
       .extract =
           [](const std::string& page) {
             if (page == "0") {
               raise(SIGKILL);
             }
             return page.size() > 1 ? features("1") : features(page);
           }},
      {1, 1, 3}, {basket.deliver()});
  EXPECT_EQ(basket.outcomes(), all_but(3, {{0, kDied}}));
  struct sigaction now{};
  sigaction(SIGPIPE, nullptr, &now);
  EXPECT_TRUE(now.sa_handler == SIG_DFL) << "what SIGPIPE does to this process has changed";
}

}  // namespace
}  // namespace course
