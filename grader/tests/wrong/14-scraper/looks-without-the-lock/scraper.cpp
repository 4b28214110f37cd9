// expect: raced Orders.PagesThatFailAreTriedAgain
// schedules: raced
// "Is there a page that failed?" is asked before the lock is taken, to save the
// lock; another worker may just be putting one there.

#include "scraper.hpp"

#include <algorithm>
#include <exception>
#include <mutex>
#include <optional>
#include <queue>
#include <stdexcept>
#include <thread>

namespace course {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

// A page that is not done yet.
struct Page {
  std::size_t index = 0;
  unsigned attempts = 0;  // made so far
  Clock::time_point deadline{};
  milliseconds back_off{};
  Clock::time_point due{};  // when its back-off is over
};

// The pages that no worker has in hand. Thread-safe.
class Agenda {
 public:
  explicit Agenda(std::size_t pages) : pages_(pages) {}

  // What a free worker does next, perhaps after some waiting. Nothing: no page
  // is left. Those in hand of other workers may come back, but a worker that
  // puts one back takes one again, so nobody else has to stay for them.
  std::optional<Page> take() {
    const bool none_failed = retries_.empty();
    const std::lock_guard lock(mutex_);
    const bool untried = next_ < pages_;
    if (!none_failed && !retries_.empty() && (!untried || retries_.top().due <= Clock::now())) {
      const Page page = retries_.top();
      retries_.pop();
      return page;
    }
    if (untried) {
      return Page{.index = next_++};
    }
    return std::nullopt;
  }

  void put_back(const Page& page) {
    const std::lock_guard lock(mutex_);
    retries_.push(page);
  }

 private:
  struct Later {
    bool operator()(const Page& a, const Page& b) const { return a.due > b.due; }
  };

  const std::size_t pages_;
  std::mutex mutex_;
  std::size_t next_ = 0;  // the first url that has not been tried
  std::priority_queue<Page, std::vector<Page>, Later> retries_;
};

bool may_pass(int status) { return status >= 500 && status <= 599; }

// The outcome of one attempt, or nothing if the page is to be tried again when it is due.
std::optional<Outcome> attempt(Page& page, const std::string& url, const Limits& limits,
                               const Get& get) {
  if (page.attempts == 0) {
    page.deadline = Clock::now() + limits.timeout;
    page.back_off = limits.back_off;
  }
  ++page.attempts;
  try {
    const HttpAnswer answer = get(url, {.complete = page.deadline});
    if (answer.status >= 200 && answer.status <= 299) {
      return answer.body.size();
    }
    page.due = Clock::now() + page.back_off;
    page.back_off *= 2;
    if (may_pass(answer.status) && page.attempts <= limits.retries && page.due < page.deadline) {
      return std::nullopt;
    }
    return Failure{"status " + std::to_string(answer.status)};
  } catch (const std::exception& error) {
    return Failure{error.what()};
  } catch (...) {
    return Failure{"unknown error"};
  }
}

void check(const Limits& limits) {
  constexpr std::chrono::hours kDay{24};
  if (limits.workers == 0) {
    throw std::invalid_argument("scrape: no workers");
  }
  if (limits.timeout <= milliseconds{0} || limits.timeout > kDay) {
    throw std::invalid_argument("scrape: a timeout is more than nothing and at most a day");
  }
  if (limits.back_off < milliseconds{0} || limits.back_off > kDay) {
    throw std::invalid_argument("scrape: a back-off is from nothing to a day");
  }
}

}  // namespace

std::vector<Outcome> scrape(std::span<const std::string> urls, const Limits& limits,
                            const Get& get) {
  check(limits);
  std::vector<Outcome> outcomes(urls.size());
  Agenda agenda(urls.size());
  const auto work = [&] {
    while (std::optional<Page> page = agenda.take()) {
      // Only where nothing else is left to do is the page not due yet.
      std::this_thread::sleep_until(page->due);
      if (std::optional<Outcome> outcome = attempt(*page, urls[page->index], limits, get)) {
        outcomes[page->index] = *std::move(outcome);  // nobody else has this index
      } else {
        agenda.put_back(*page);
      }
    }
  };
  {
    std::vector<std::jthread> threads;
    for (std::size_t i = 0; i < std::min<std::size_t>(limits.workers, urls.size()); ++i) {
      threads.emplace_back(work);
    }
  }  // every jthread joins here
  return outcomes;
}

}  // namespace course
