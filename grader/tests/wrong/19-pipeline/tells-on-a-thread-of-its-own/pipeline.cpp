// expect: failed Progress.OfADeliveryIsToldBeforeTheNextOneBegins
// A thread of its own tells, so that nobody waits for a slow callback: each call comes,
// one at a time and in order, and deliveries go on meanwhile. Who requests a stop from
// there does not know what has been delivered.

#include "pipeline.hpp"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <exception>
#include <map>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <thread>
#include <utility>
#include <vector>

namespace course {
namespace {

struct Page {
  std::size_t index = 0;
  std::string text;
};

// To be called where an exception is being handled.
Failure failure_in(Stage stage) {
  try {
    throw;
  } catch (const std::exception& error) {
    return {stage, error.what()};
  } catch (...) {
    return {stage, "unknown exception"};
  }
}

// Three kinds of threads: those that fetch, one for each worker, which asks it and
// waits for its answers, and the caller's, which delivers.
//
// An item may begin once it is less than `in_flight` away from the next one to be
// delivered. That bounds everything between the stages, and the next one to be
// delivered always has its place there: so nobody waits for room that only it can
// make.
class Pipeline {
 public:
  Pipeline(std::span<const std::string> urls, const Stages& stages, const Limits& limits,
           const Consumer& consumer)
      : urls_(urls), stages_(stages), limits_(limits), consumer_(consumer) {
    progress_.total = urls.size();
  }

  void stop() { stop_.request_stop(); }

  Progress run() {
    ForkServer server(stages_.extract);  // before there are threads
    if (consumer_.progress) {
      const std::jthread teller(
          [&](const std::stop_token& last) { guard([&] { tell_progress(last); }); });
      run_stages(server);
    } else {
      run_stages(server);
    }
    if (thrown_) {
      std::rethrow_exception(thrown_);
    }
    return progress_;
  }

 private:
  void run_stages(ForkServer& server) {
    std::vector<std::jthread> threads;
    guard([&] {
      for (std::size_t i = 0; i < std::min<std::size_t>(limits_.fetches, urls_.size()); ++i) {
        threads.emplace_back([&] { guard([&] { fetch_pages(); }); });
      }
      for (std::size_t i = 0; i < std::min<std::size_t>(limits_.workers, urls_.size()); ++i) {
        threads.emplace_back([&] { guard([&] { extract_features(server); }); });
      }
      deliver_outcomes();
    });
    stop();  // nobody is needed any more
  }

  // What is thrown here is no item's failure: it ends everything.
  template <class Work>
  void guard(const Work& work) {
    try {
      work();
    } catch (...) {
      {
        const std::lock_guard lock(mutex_);
        if (!thrown_) {
          thrown_ = std::current_exception();
        }
      }
      stop();
    }
  }

  // ---- the three kinds of threads ----

  void fetch_pages() {
    while (const std::optional<std::size_t> index = next_url()) {
      std::optional<Failure> failure;
      std::string page;
      try {
        page = stages_.fetch(urls_[*index]);
      } catch (...) {
        failure = failure_in(Stage::fetch);
      }
      report([](Progress& progress) { ++progress.fetched; });
      if (failure) {
        put_outcome(*index, *failure);
      } else {
        put_page({*index, std::move(page)});
      }
    }
  }

  void extract_features(ForkServer& server) {
    Worker worker = server.start();
    while (const std::optional<Page> page = next_page()) {
      try {
        put_outcome(page->index, worker.ask(page->text));
      } catch (const WorkerDied&) {
        put_outcome(page->index, failure_in(Stage::extract));
        worker = server.start();
      } catch (const RemoteError&) {
        put_outcome(page->index, failure_in(Stage::extract));
      }
    }
  }

  void deliver_outcomes() {
    while (std::optional<Outcome> outcome = next_outcome()) {
      const bool failed = std::holds_alternative<Failure>(*outcome);
      consumer_.deliver(delivered_, std::move(*outcome));
      change([&] { ++delivered_; });
      report([&](Progress& progress) {
        ++progress.delivered;
        progress.failed += failed ? 1 : 0;
      });
    }
  }

  // What is counted here is told in this order.
  template <class Count>
  void report(const Count& count) {
    {
      const std::lock_guard lock(progress_mutex_);
      count(progress_);
      if (consumer_.progress) {
        untold_.push_back(progress_);
      }
    }
    counted_.notify_one();
  }

  // Until all has been told, once `last` says that no more will come.
  void tell_progress(const std::stop_token& last) {
    while (const std::optional<Progress> now = next_progress(last)) {
      consumer_.progress(*now);
    }
  }
  std::optional<Progress> next_progress(const std::stop_token& last) {
    std::unique_lock lock(progress_mutex_);
    if (!counted_.wait(lock, last, [&] { return !untold_.empty(); })) {
      return std::nullopt;
    }
    const Progress now = untold_.front();
    untold_.pop_front();
    return now;
  }

  // ---- what they have in common ----

  template <class Change>
  void change(const Change& how) {
    {
      const std::lock_guard lock(mutex_);
      how();
    }
    changed_.notify_all();
  }

  void put_page(Page page) {
    change([&] { pages_.push_back(std::move(page)); });
  }
  void put_outcome(std::size_t index, Outcome outcome) {
    change([&] { outcomes_.emplace(index, std::move(outcome)); });
  }

  // What `take` gives once `ready` holds; nothing after a stop.
  template <class Ready, class Take>
  auto wait_for(const Ready& ready, const Take& take) -> std::optional<decltype(take())> {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, stop_.get_token(), ready);
    if (stop_.stop_requested()) {
      return std::nullopt;
    }
    return take();
  }

  std::optional<std::size_t> next_url() {
    // No sum with `in_flight`: it may be the largest number that there is.
    return wait_for(
        [&] { return begun_ < urls_.size() && begun_ - delivered_ < limits_.in_flight; },
        [&] { return begun_++; });
  }
  std::optional<Page> next_page() {
    return wait_for([&] { return !pages_.empty(); },
                    [&] {
                      Page page = std::move(pages_.front());
                      pages_.pop_front();
                      return page;
                    });
  }
  std::optional<Outcome> next_outcome() {
    if (delivered_ == urls_.size()) {
      return std::nullopt;
    }
    return wait_for([&] { return outcomes_.contains(delivered_); },
                    [&] { return std::move(outcomes_.extract(delivered_).mapped()); });
  }

  const std::span<const std::string> urls_;
  const Stages& stages_;
  const Limits& limits_;
  const Consumer& consumer_;

  std::stop_source stop_;
  std::mutex mutex_;
  std::condition_variable_any changed_;
  std::size_t begun_ = 0;      // fetches
  std::size_t delivered_ = 0;  // written by the thread that delivers alone
  std::deque<Page> pages_;
  std::map<std::size_t, Outcome> outcomes_;
  std::exception_ptr thrown_;

  std::mutex progress_mutex_;
  std::condition_variable_any counted_;
  std::deque<Progress> untold_;
  Progress progress_;
};

}  // namespace

Progress run_pipeline(std::span<const std::string> urls, const Stages& stages, const Limits& limits,
                      const Consumer& consumer, std::stop_token cancel) {
  if (limits.fetches == 0 || limits.workers == 0 || limits.in_flight == 0) {
    throw std::invalid_argument("a limit of 0");
  }
  if (!stages.fetch || !stages.extract || !consumer.deliver) {
    throw std::invalid_argument("a stage or a consumer is missing");
  }
  if (urls.empty() || cancel.stop_requested()) {
    return {.total = urls.size()};
  }
  Pipeline pipeline(urls, stages, limits, consumer);
  const std::stop_callback forward(cancel, [&] { pipeline.stop(); });
  return pipeline.run();
}

}  // namespace course
