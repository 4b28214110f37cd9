#pragma once

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
#include <future>
#include <memory>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <type_traits>
#include <utility>
#include <vector>

#include "completed.hpp"
#include "deadline.hpp"
#include "single_pass.hpp"
#include "support/thread_pool.hpp"

namespace course {

// R: what a call of F with an item of type T returns.
template <class F, class T>
using Result = std::invoke_result_t<F&, T&>;

// What the tasks of one call have in common. Each of them holds a share of it:
// it is there until the last task has ended, whatever the caller does meanwhile.
template <class F, class T>
struct Job {
  Job(F function, std::vector<T> list) : f(std::move(function)), items(std::move(list)) {}

  F f;
  std::vector<T> items;
  std::atomic<bool> given_up = false;  // nobody wants further results
};

// One task of map(): the calls for the items from `begin` to before `end`.
//
// The results are its own until they are complete, so tasks share nothing while
// they run, not even the bits of a vector<bool>.
template <class F, class T>
std::vector<Result<F, T>> call_each(Job<F, T>& job, std::size_t begin, std::size_t end) {
  std::vector<Result<F, T>> results;
  results.reserve(end - begin);
  std::exception_ptr first_error;
  for (std::size_t i = begin; i < end && !job.given_up; ++i) {
    try {
      results.push_back(job.f(job.items[i]));
    } catch (...) {
      if (!first_error) {
        first_error = std::current_exception();
      }
    }
  }
  if (first_error) {
    std::rethrow_exception(first_error);
  }
  return results;
}

template <class F, class T>
std::vector<Result<F, T>> map(ThreadPool& pool, F f, std::vector<T> items, std::size_t chunk = 1,
                              Deadline deadline = kNever) {
  if (chunk == 0) {
    throw std::invalid_argument("map: a chunk needs at least one item");
  }
  if (!items.empty() && Deadline::clock::now() >= deadline) {
    throw DeadlineExceeded();
  }
  const std::size_t count = items.size();
  const auto job = std::make_shared<Job<F, T>>(std::move(f), std::move(items));
  std::vector<std::future<std::vector<Result<F, T>>>> parts;
  // No sum is too large for a size_t: a second chunk exists only if they are
  // shorter than the items.
  for (std::size_t begin = 0; begin < count; begin += chunk) {
    const std::size_t end = std::min(begin + chunk, count);
    parts.push_back(pool.submit([job, begin, end] { return call_each(*job, begin, end); }));
  }

  // All have ended before the first is asked for its results: whichever throws
  // then leaves nobody behind, and the lowest index throws first. The last part is
  // waited for first: the others have ended by then, as a rule, so this thread is
  // woken once and not by every part.
  for (auto part = parts.rbegin(); part != parts.rend(); ++part) {
    if (part->wait_until(deadline) != std::future_status::ready) {
      job->given_up = true;
      throw DeadlineExceeded();
    }
  }
  std::vector<Result<F, T>> results;
  results.reserve(count);
  for (auto& part : parts) {
    for (auto&& result : part.get()) {  // &&: a vector<bool> holds no bools to refer to
      results.push_back(std::move(result));
    }
  }
  return results;
}

// The elements of as_completed(), one after the other.
template <class F, class T>
class Completions {
 public:
  using R = Result<F, T>;

  Completions(ThreadPool& pool, F f, std::vector<T> items)
      : left_(items.size()), shared_(std::make_shared<Shared>(std::move(f), std::move(items))) {
    for (std::size_t i = 0; i < left_; ++i) {
      pool.submit([shared = shared_, i] { call_one(*shared, i); });
    }
  }

  ~Completions() { shared_->job.given_up = true; }
  Completions(const Completions&) = delete;
  Completions& operator=(const Completions&) = delete;

  std::optional<Completed<R>> next() {
    if (left_ == 0) {
      return std::nullopt;
    }
    --left_;
    std::unique_lock lock(shared_->mutex);
    shared_->one_more.wait(lock, [this] { return !shared_->ended.empty(); });
    std::optional<Completed<R>> first(std::move(shared_->ended.front()));
    shared_->ended.pop_front();
    return first;
  }

 private:
  struct Shared {
    Shared(F f, std::vector<T> items) : job(std::move(f), std::move(items)) {}

    Job<F, T> job;
    std::mutex mutex;
    std::condition_variable one_more;
    std::deque<Completed<R>> ended;  // and not handed out yet, first come first
  };

  // One task. The call itself needs no lock: only its end is told under it.
  static void call_one(Shared& shared, std::size_t i) {
    if (shared.job.given_up) {
      return;
    }
    std::packaged_task<R()> call([&] { return shared.job.f(shared.job.items[i]); });
    Completed<R> done(i, call.get_future());
    call();  // an exception is as good as a result: it is in the future now

    const std::lock_guard lock(shared.mutex);
    shared.ended.push_back(std::move(done));
    shared.one_more.notify_one();
  }

  std::size_t left_;  // elements that next() still has to give
  std::shared_ptr<Shared> shared_;
};

template <class F, class T>
auto as_completed(ThreadPool& pool, F f, std::vector<T> items) {
  return SinglePass(std::make_unique<Completions<F, T>>(pool, std::move(f), std::move(items)));
}

}  // namespace course
