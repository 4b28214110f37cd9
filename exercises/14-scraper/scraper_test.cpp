// Everything that needs no server: a function stands in for http_get.
//
// Times are asked for from below only ("not before ..."): a busy machine makes
// everything late and nothing early. Where a program could look wrong because
// the machine stood still, the test says so, and asks again.

#include "scraper.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <map>
#include <mutex>
#include <set>
#include <stdexcept>
#include <thread>

#include "support/caller.hpp"
#include "support/gate.hpp"
#include "support/leftovers.hpp"
#include "support/meeting.hpp"
#include "support/peak_counter.hpp"

namespace course {
namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;
using support::Caller;
using support::Gate;
using support::Meeting;
using support::Patience;
using support::PeakCounter;

using Clock = std::chrono::steady_clock;
using Moment = Clock::time_point;
using Urls = std::vector<std::string>;
using Outcomes = std::vector<Outcome>;

constexpr milliseconds kNever = 10min;  // a deadline that no test lives to see
constexpr milliseconds kSoon = 1ms;     // a back-off of no interest
constexpr Patience kShort{.ticks = 40};

HttpAnswer page(std::size_t size) { return {.status = 200, .body = std::string(size, 'x')}; }
HttpAnswer status(int code) { return {.status = code, .body = "only words"}; }

Outcome size(std::size_t bytes) { return bytes; }
Outcome failure(const std::string& reason) { return Failure{reason}; }

// "0", "1", ... so that a get knows the index of its url.
Urls numbered(std::size_t count) {
  Urls urls;
  for (std::size_t i = 0; i < count; ++i) {
    urls.push_back(std::to_string(i));
  }
  return urls;
}

// What numbered urls give if page I has I bytes.
Outcomes sizes_up_to(std::size_t count) {
  Outcomes sizes;
  for (std::size_t i = 0; i < count; ++i) {
    sizes.push_back(size(i));
  }
  return sizes;
}

// Answers by url and by the number of the attempt, and remembers who asked.
class Script {
 public:
  using Answer = std::function<HttpAnswer(const std::string& url, int attempt)>;
  explicit Script(Answer answer) : answer_(std::move(answer)) {}

  Get get() {
    return [this](const std::string& url, HttpDeadlines deadlines) {
      int attempt = 0;
      {
        const std::lock_guard lock(mutex_);
        asked_.push_back(url);
        deadlines_.push_back(deadlines);
        begins_[url].push_back(Clock::now());
        attempt = ++attempts_[url];
      }
      HttpAnswer answer = answer_(url, attempt);
      const std::lock_guard lock(mutex_);
      ends_[url].push_back(Clock::now());
      return answer;
    };
  }

  // Only after scrape has returned.
  const Urls& asked() const { return asked_; }
  const std::vector<HttpDeadlines>& deadlines() const { return deadlines_; }
  int attempts(const std::string& url) const {
    const auto found = attempts_.find(url);
    return found == attempts_.end() ? 0 : found->second;
  }
  const std::vector<Moment>& begins(const std::string& url) { return begins_[url]; }
  const std::vector<Moment>& ends(const std::string& url) { return ends_[url]; }

 private:
  const Answer answer_;
  std::mutex mutex_;
  Urls asked_;
  std::vector<HttpDeadlines> deadlines_;
  std::map<std::string, int> attempts_;
  std::map<std::string, std::vector<Moment>> begins_;
  std::map<std::string, std::vector<Moment>> ends_;
};

Outcomes run(Script& script, const Urls& urls, const Limits& limits) {
  return scrape(urls, limits, script.get());
}

// ---- Pages ------------------------------------------------------------------

TEST(Pages, StandInTheOrderOfTheUrlsWhicheverEndsFirst) {
  const Urls urls = numbered(3);
  std::vector<Gate> ended(4);
  ended[3].open();
  const Outcomes outcomes =
      scrape(urls, {.workers = 3, .timeout = kNever}, [&](const std::string& url, HttpDeadlines) {
        const std::size_t index = std::stoul(url);
        ended.at(index + 1).wait();
        ended.at(index).open();
        return page(100 - index);
      });
  EXPECT_EQ(outcomes, (Outcomes{size(100), size(99), size(98)}));
}

TEST(Pages, AreAsLongAsTheirBodies) {
  Script script([](const std::string& url, int) -> HttpAnswer {
    return {.status = 200, .body = url == "zeros" ? std::string(7, '\0') : url};
  });
  EXPECT_EQ(run(script, {"four", "", "zeros", std::string(3'000'000, 'x')},
                {.workers = 2, .timeout = kNever}),
            (Outcomes{size(4), size(0), size(7), size(3'000'000)}));
}

TEST(Pages, AreThereWithEveryStatusFrom200To299) {
  Script script([](const std::string& url, int) -> HttpAnswer {
    return {.status = std::stoi(url), .body = "body"};
  });
  EXPECT_EQ(run(script, {"200", "204", "299"}, {.workers = 1, .timeout = kNever}),
            (Outcomes{size(4), size(4), size(4)}));
}

TEST(Pages, AreFailuresWithAnyOtherStatus) {
  Script script([](const std::string& url, int) { return status(std::stoi(url)); });
  EXPECT_EQ(run(script, {"404", "199", "300", "429", "600"}, {.workers = 2, .timeout = kNever}),
            (Outcomes{failure("status 404"), failure("status 199"), failure("status 300"),
                      failure("status 429"), failure("status 600")}));
}

TEST(Pages, AreFailuresInTheWordsOfWhatWasThrown) {
  Script script([](const std::string& url, int) -> HttpAnswer {
    if (url == "http") {
      throw HttpError("connection refused");
    }
    if (url == "standard") {
      throw std::out_of_range("no such server");
    }
    throw 42;
  });
  EXPECT_EQ(run(script, {"http", "standard", "number"}, {.workers = 1, .timeout = kNever}),
            (Outcomes{failure("connection refused"), failure("no such server"),
                      failure("unknown error")}));
}

TEST(Pages, AreNothingToEachOther) {
  Script script([](const std::string& url, int) -> HttpAnswer {
    const std::size_t index = std::stoul(url);
    if (index % 4 == 1) {
      throw HttpError("timed out");
    }
    return index % 4 == 3 ? status(404) : page(index);
  });
  const Outcomes outcomes = run(script, numbered(12), {.workers = 2, .timeout = kNever});
  ASSERT_EQ(outcomes.size(), 12U);
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    EXPECT_EQ(outcomes[i], i % 4 == 1   ? failure("timed out")
                           : i % 4 == 3 ? failure("status 404")
                                        : size(i));
    EXPECT_EQ(script.attempts(std::to_string(i)), 1) << "attempts at page " << i;
  }
}

TEST(Pages, AreGotAsOftenAsTheyOccur) {
  Script script(
      [](const std::string&, int attempt) { return page(static_cast<std::size_t>(attempt)); });
  Outcomes outcomes = run(script, {"same", "same", "same"}, {.workers = 2, .timeout = kNever});
  std::sort(outcomes.begin(), outcomes.end(), [](const Outcome& a, const Outcome& b) {
    return std::get<std::size_t>(a) < std::get<std::size_t>(b);
  });
  EXPECT_EQ(outcomes, (Outcomes{size(1), size(2), size(3)}));
}

TEST(Pages, AreNoneWithoutUrls) {
  Script script([](const std::string&, int) { return page(1); });
  EXPECT_TRUE(run(script, {}, {.workers = 4, .timeout = kNever}).empty());
}

TEST(Pages, AreNotAskedForWithImpossibleLimits) {
  Script script([](const std::string&, int) { return page(1); });
  const std::vector<Limits> impossible{{.workers = 0},
                                       {.timeout = 0ms},
                                       {.timeout = -1ms},
                                       {.timeout = 24h + 1ms},
                                       {.back_off = -1ms},
                                       {.back_off = 24h + 1ms},
                                       {.timeout = milliseconds::max()},
                                       {.back_off = milliseconds::max()}};
  for (const Limits& limits : impossible) {
    EXPECT_THROW(run(script, numbered(2), limits), std::invalid_argument);
    EXPECT_THROW(run(script, {}, limits), std::invalid_argument);
  }
  EXPECT_TRUE(script.asked().empty());
  const Limits longest{.workers = 1, .timeout = 24h, .back_off = 24h};
  EXPECT_EQ(run(script, {"one"}, longest), Outcomes{size(1)});
}

// ---- Workers ----------------------------------------------------------------

TEST(Workers, AreAllBusyAtOnce) {
  Meeting meeting(4);
  Script script([&](const std::string&, int) {
    meeting.arrive();
    return page(1);
  });
  run(script, numbered(9), {.workers = 4, .timeout = kNever});
  EXPECT_TRUE(meeting.took_place()) << "four workers never had four pages under way";
}

TEST(Workers, NeverHaveMorePagesUnderWay) {
  PeakCounter under_way;
  Meeting one_too_many(4, kShort);
  Script script([&](const std::string& url, int attempt) {
    const PeakCounter::Visit visit(under_way);
    one_too_many.arrive();
    return std::stoul(url) % 2 == 0 && attempt == 1 ? status(503) : page(1);
  });
  run(script, numbered(16), {.workers = 3, .timeout = kNever, .back_off = kSoon});
  EXPECT_LE(under_way.peak(), 3) << "pages under way at once, with 3 workers";
}

// Nothing here orders one worker's get after another's: only the list of the
// pages that are left does.
TEST(Workers, HandPagesOnThatFail) {
  constexpr std::size_t kPages = 1000;
  std::vector<int> attempts(kPages);  // of each page: never two at once
  const Outcomes outcomes =
      scrape(numbered(kPages), {.workers = 4, .timeout = kNever, .retries = 2, .back_off = 0ms},
             [&](const std::string& url, HttpDeadlines) {
               const std::size_t index = std::stoul(url);
               return ++attempts[index] <= static_cast<int>(index % 3) ? status(500) : page(index);
             });
  EXPECT_EQ(outcomes, sizes_up_to(kPages));
  for (std::size_t i = 0; i < kPages; ++i) {
    ASSERT_EQ(attempts[i], static_cast<int>(i % 3) + 1) << "attempts at page " << i;
  }
}

TEST(Workers, AreNoMoreThreadsThanAllowed) {
  const std::size_t before = support::take_stock().threads;
  Gate gate;
  Caller caller([&] {
    scrape(numbered(16), {.workers = 3, .timeout = kNever}, [&](const std::string&, HttpDeadlines) {
      gate.wait();
      return page(1);
    });
  });
  caller.blocks();  // by now it has started all threads that it wants
  const std::size_t threads = support::take_stock().threads - before;
  gate.open();
  caller.finish();
  EXPECT_LE(threads, 3U + 1U) << "threads for 3 workers and the calling thread";
}

TEST(Workers, TakeTheNextUrlWhenTheyAreFree) {
  for (const std::string slow : {"0", "1", "4"}) {
    Gate all_others_done;
    std::atomic<int> done{0};
    bool waited_in_vain = false;
    Script script([&](const std::string& url, int) {
      if (url == slow) {
        waited_in_vain = !all_others_done.wait();
      } else if (++done == 9) {
        all_others_done.open();
      }
      return page(std::stoul(url));
    });
    EXPECT_EQ(run(script, numbered(10), {.workers = 2, .timeout = kNever}), sizes_up_to(10));
    ASSERT_FALSE(waited_in_vain) << "while one worker waited for page " << slow
                                 << ", the other one did not get all the rest";
  }
}

TEST(Workers, TakeUrlsInTheirOrder) {
  Script script([](const std::string& url, int) { return page(url.size()); });
  run(script, numbered(12), {.workers = 1, .timeout = kNever});
  EXPECT_EQ(script.asked(), numbered(12));
}

// The order of the attempts of one worker at a page that fails at first and at
// one that does not.
Urls order_with_back_off(milliseconds back_off) {
  Script script([](const std::string& url, int attempt) {
    return url == "fails" && attempt == 1 ? status(503) : page(1);
  });
  run(script, {"fails", "other"},
      {.workers = 1, .timeout = kNever, .retries = 1, .back_off = back_off});
  return script.asked();
}

// A worker that stood still for the whole back-off is right to take the page
// that failed. It does not stand still for longer each time.
TEST(Workers, AreNotHeldByABackOff) {
  const Urls wanted{"fails", "other", "fails"};
  Urls order;
  for (milliseconds back_off = 30ms; order != wanted && back_off < 1s; back_off *= 2) {
    order = order_with_back_off(back_off);
  }
  EXPECT_EQ(order, wanted) << "the worker waited, with a page left that it could have got";
}

// A page that was due for longer than this proves nothing about how long its
// back-off was: then the machine stood still, and a longer one is tried.
TEST(Workers, TakeAPageThatIsDueBeforeAnUntriedUrl) {
  for (milliseconds back_off = 20ms; back_off < 1s; back_off *= 2) {
    Script script([&](const std::string& url, int attempt) {
      if (url == "fails" && attempt < 3) {
        return status(503);
      }
      // The page before was put back before this one began: when it ends, that is due.
      if (url == "one" || url == "two") {
        std::this_thread::sleep_until(Clock::now() + (url == "one" ? back_off : 2 * back_off));
      }
      return page(1);
    });
    run(script, {"fails", "one", "two", "three"},
        {.workers = 1, .timeout = kNever, .retries = 2, .back_off = back_off});
    ASSERT_EQ(script.asked(), (Urls{"fails", "one", "fails", "two", "fails", "three"}));
    const std::vector<Moment>& begins = script.begins("fails");
    const std::vector<Moment>& ends = script.ends("fails");
    if (begins[1] - ends[0] < 2 * back_off && begins[2] - ends[1] < 4 * back_off) {
      return;
    }
  }
}

// "early" has failed twice and waits twice as long as "late", which has failed
// once after it. Whether "late" was quick enough to be due first can be told
// from outside; if not, a longer back-off is tried.
TEST(Workers, TakeThePageThatIsDueFirst) {
  for (milliseconds back_off = 30ms; back_off < 1s; back_off *= 2) {
    Script script([&](const std::string& url, int attempt) {
      if (url == "filler") {
        std::this_thread::sleep_until(Clock::now() + back_off);  // then "early" is due
      }
      return (url == "early" && attempt < 3) || (url == "late" && attempt < 2) ? status(503)
                                                                               : page(1);
    });
    run(script, {"early", "filler", "late", "last"},
        {.workers = 1, .timeout = kNever, .retries = 2, .back_off = back_off});
    ASSERT_EQ(script.attempts("early"), 3);
    ASSERT_EQ(script.attempts("last"), 1);
    // Put back after the end of its second attempt, and before "last" began.
    const Moment early_is_due = script.ends("early")[1] + 2 * back_off;
    const Moment late_is_due = script.begins("last")[0] + back_off;
    if (late_is_due < early_is_due) {
      EXPECT_EQ(script.asked(),
                (Urls{"early", "filler", "early", "late", "last", "late", "early"}));
      return;
    }
  }
}

TEST(Workers, WorkOnRetriesAtOnceToo) {
  Meeting meeting(2);
  Script script([&](const std::string&, int attempt) {
    if (attempt == 1) {
      return status(503);
    }
    meeting.arrive();
    return page(1);
  });
  run(script, numbered(2), {.workers = 2, .timeout = kNever, .retries = 1, .back_off = kSoon});
  EXPECT_TRUE(meeting.took_place()) << "two workers never had two retries under way";
}

// What became of a page that failed while its worker was held at another one.
struct TakenUp {
  bool by_another = false;
  bool not_while_held = false;
};

// The worker whose attempt failed is held at its next page until somebody has
// made the retry. The other worker is held until then, lest it take all the
// pages that are left.
TakenUp who_takes_up_what_failed(milliseconds back_off) {
  TakenUp result;
  Gate first_is_held;
  Gate taken_up;
  std::mutex mutex;
  std::thread::id first;  // whose attempt failed
  int of_others = 0;      // pages that somebody else has got, or is getting
  Script script([&](const std::string& url, int attempt) {
    const std::thread::id self = std::this_thread::get_id();
    std::unique_lock lock(mutex);
    if (url == "fails" && attempt == 1) {
      first = self;
      return status(503);
    }
    if (url == "fails") {
      result.by_another = self != first;
      first_is_held.open();
      taken_up.open();
    } else if (self == first) {
      lock.unlock();
      first_is_held.open();
      if (!taken_up.wait()) {
        result.not_while_held = true;
        taken_up.open();
      }
    } else {
      if (++of_others == 2) {
        first_is_held.open();  // no page is left for the first: this says nothing
      }
      lock.unlock();
      first_is_held.wait();
    }
    return page(1);
  });
  run(script, {"fails", "1", "2"},
      {.workers = 2, .timeout = kNever, .retries = 1, .back_off = back_off});
  return result;
}

// A worker that stood still for the whole back-off is right to take up itself
// what failed. That says nothing, and a longer back-off is tried.
TEST(Workers, TakeUpWhatFailedForAnother) {
  TakenUp taken_up;
  for (milliseconds back_off = 20ms; !taken_up.by_another && back_off < 1s; back_off *= 2) {
    taken_up = who_takes_up_what_failed(back_off);
    ASSERT_FALSE(taken_up.not_while_held)
        << "while the worker that had got status 503 was busy with another page, "
           "the other worker did not take up the page that failed";
  }
}

TEST(Workers, MayBeMoreThanUrls) {
  Script script([](const std::string& url, int) { return page(std::stoul(url)); });
  EXPECT_EQ(run(script, numbered(3), {.workers = 50, .timeout = kNever}), sizes_up_to(3));
}

// ---- Retries ----------------------------------------------------------------

TEST(Retries, FollowEveryStatusFrom500To599) {
  const Urls urls{"500", "502", "503", "599"};
  Script script([](const std::string& url, int attempt) {
    return attempt == 1 ? status(std::stoi(url)) : page(3);
  });
  EXPECT_EQ(run(script, urls, {.workers = 2, .timeout = kNever, .retries = 1, .back_off = kSoon}),
            (Outcomes{size(3), size(3), size(3), size(3)}));
  for (const std::string& url : urls) {
    EXPECT_EQ(script.attempts(url), 2) << "attempts where the status was " << url;
  }
}

TEST(Retries, FollowNoOtherStatus) {
  const Urls urls{"404", "301", "429", "499", "600"};
  Script script([](const std::string& url, int) { return status(std::stoi(url)); });
  run(script, urls, {.workers = 2, .timeout = kNever, .retries = 3, .back_off = kSoon});
  for (const std::string& url : urls) {
    EXPECT_EQ(script.attempts(url), 1) << "attempts where the status was " << url;
  }
}

TEST(Retries, FollowNothingThatWasThrown) {
  const Urls urls{"connection refused", "timed out", "too many redirects"};
  Script script([](const std::string& url, int) -> HttpAnswer { throw HttpError(url); });
  run(script, urls, {.workers = 2, .timeout = kNever, .retries = 3, .back_off = kSoon});
  for (const std::string& url : urls) {
    EXPECT_EQ(script.attempts(url), 1) << "attempts where this was thrown: " << url;
  }
}

TEST(Retries, AreAsManyAsAllowed) {
  for (const unsigned retries : {0U, 1U, 4U}) {
    Script script([](const std::string&, int) { return status(503); });
    EXPECT_EQ(run(script, {"page"},
                  {.workers = 1, .timeout = kNever, .retries = retries, .back_off = kSoon}),
              Outcomes{failure("status 503")});
    EXPECT_EQ(script.attempts("page"), static_cast<int>(retries) + 1)
        << "attempts, with retries of " << retries;
  }
}

TEST(Retries, AreCountedForEachPage) {
  Script script([](const std::string& url, int attempt) {
    return attempt <= 2 ? status(500) : page(std::stoul(url));
  });
  EXPECT_EQ(
      run(script, numbered(6), {.workers = 3, .timeout = kNever, .retries = 2, .back_off = kSoon}),
      sizes_up_to(6));
}

TEST(Retries, EndWithTheFirstAnswerThatIsNoneOfThese) {
  Script script([](const std::string& url, int attempt) -> HttpAnswer {
    if (attempt == 1) {
      return status(500);
    }
    if (url == "gone") {
      return status(410);
    }
    throw HttpError("connection lost");
  });
  EXPECT_EQ(run(script, {"gone", "lost"},
                {.workers = 1, .timeout = kNever, .retries = 5, .back_off = kSoon}),
            (Outcomes{failure("status 410"), failure("connection lost")}));
  EXPECT_EQ(script.attempts("gone"), 2);
  EXPECT_EQ(script.attempts("lost"), 2);
}

TEST(Retries, BackOffTwiceAsLongEachTime) {
  constexpr milliseconds kBackOff = 10ms;
  constexpr int kRetries = 5;
  Script script([&](const std::string&, int attempt) {
    if (attempt <= 3) {
      // As long as the back-off: whoever counts from the beginning does not wait at all.
      std::this_thread::sleep_for(kBackOff * (1 << (attempt - 1)));
    }
    return attempt <= kRetries ? status(503) : page(1);
  });
  run(script, {"page"},
      {.workers = 2, .timeout = kNever, .retries = kRetries, .back_off = kBackOff});
  ASSERT_EQ(script.attempts("page"), kRetries + 1);
  for (std::size_t retry = 1; retry <= kRetries; ++retry) {
    EXPECT_GE(script.begins("page")[retry] - script.ends("page")[retry - 1],
              kBackOff * (1 << (retry - 1)))
        << "between the end of an attempt and retry number " << retry;
  }
}

TEST(Retries, MayFollowAtOnce) {
  Script script([](const std::string& url, int attempt) {
    return attempt <= 3 ? status(503) : page(std::stoul(url));
  });
  EXPECT_EQ(
      run(script, numbered(8), {.workers = 2, .timeout = kNever, .retries = 3, .back_off = 0ms}),
      sizes_up_to(8));
}

// ---- Deadline ---------------------------------------------------------------

TEST(Deadline, IsOneForAllAttemptsAtAPage) {
  Script script(
      [](const std::string&, int attempt) { return attempt <= 2 ? status(503) : page(1); });
  run(script, {"page"}, {.workers = 1, .timeout = kNever, .retries = 2, .back_off = kSoon});
  ASSERT_EQ(script.deadlines().size(), 3U);
  for (const HttpDeadlines& each : script.deadlines()) {
    EXPECT_EQ(each.complete, script.deadlines()[0].complete);
  }
}

TEST(Deadline, BeginsWithTheFirstAttemptAtThePage) {
  Script script([](const std::string&, int) {
    std::this_thread::sleep_for(2ms);
    return page(1);
  });
  Moment earliest = Clock::now();
  run(script, numbered(5), {.workers = 1, .timeout = kNever});
  ASSERT_EQ(script.deadlines().size(), 5U);
  for (std::size_t i = 0; i < 5; ++i) {
    const Moment began = script.deadlines()[i].complete - kNever;
    EXPECT_GE(began, earliest) << "page " << i << " was not under way when its time began";
    EXPECT_LE(began, script.begins(std::to_string(i))[0]) << "page " << i;
    earliest = script.ends(std::to_string(i))[0];
  }
}

TEST(Deadline, IsForTheWholePageAndNotForTheConnection) {
  Script script([](const std::string&, int) { return page(1); });
  run(script, {"page"}, {.workers = 1, .timeout = kNever});
  ASSERT_EQ(script.deadlines().size(), 1U);
  EXPECT_LT(script.deadlines()[0].complete, Moment::max());
  EXPECT_EQ(script.deadlines()[0].connected, Moment::max());
}

TEST(Deadline, IsNotWaitedForInVain) {
  Script script([](const std::string&, int) { return status(503); });
  for (const milliseconds back_off : {300ms, 1000ms}) {
    EXPECT_EQ(
        run(script, {"page"}, {.workers = 1, .timeout = 300ms, .retries = 1, .back_off = back_off}),
        Outcomes{failure("status 503")});
  }
  EXPECT_EQ(script.attempts("page"), 2) << "of two calls whose first back-off ends too late";
}

}  // namespace
}  // namespace course
