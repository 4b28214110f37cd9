// expect: slow map
// passes: tests races
// Every task gets a copy of all the items, to be on the safe side, and returns a
// place for each of them, most of them empty. Nothing dangles, and all that
// copying takes longer than the calls.

#pragma once

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <exception>
#include <future>
#include <memory>
#include <mutex>
#include <optional>
#include <queue>
#include <stdexcept>
#include <type_traits>
#include <utility>
#include <vector>

#include "completed.hpp"
#include "deadline.hpp"
#include "single_pass.hpp"
#include "support/thread_pool.hpp"

namespace course {

template <class F, class T>
using Result = std::invoke_result_t<F&, T&>;

template <class F, class T>
std::vector<Result<F, T>> map(ThreadPool& pool, F f, std::vector<T> items, std::size_t chunk = 1,
                              Deadline deadline = kNever) {
  using R = Result<F, T>;
  if (chunk == 0) {
    throw std::invalid_argument("chunk must not be 0");
  }
  if (!items.empty() && std::chrono::steady_clock::now() >= deadline) {
    throw DeadlineExceeded();
  }
  const std::size_t n = items.size();
  auto stop = std::make_shared<std::atomic<bool>>(false);
  std::vector<std::future<std::vector<std::optional<R>>>> futures;
  for (std::size_t begin = 0; begin < n;) {
    const std::size_t end = begin + std::min(chunk, n - begin);
    auto task = [f, items, stop, begin, end]() mutable {
      std::vector<std::optional<R>> part(items.size());
      std::exception_ptr error;
      for (std::size_t i = begin; i < end && !*stop; ++i) {
        try {
          part[i] = f(items[i]);
        } catch (...) {
          if (!error) {
            error = std::current_exception();
          }
        }
      }
      if (error) {
        std::rethrow_exception(error);
      }
      return part;
    };
    futures.push_back(pool.submit(task));
    begin = end;
  }
  for (auto& future : futures) {
    if (future.wait_until(deadline) == std::future_status::timeout) {
      *stop = true;
      throw DeadlineExceeded();
    }
  }
  std::vector<R> results;
  for (auto& future : futures) {
    for (auto& result : future.get()) {
      if (result) {
        results.push_back(std::move(*result));
      }
    }
  }
  return results;
}

template <class F, class T>
class Completions {
 public:
  using R = Result<F, T>;

  Completions(ThreadPool& pool, F f, std::vector<T> items)
      : state_(std::make_shared<State>(std::move(f), std::move(items))),
        left_(state_->items.size()) {
    for (std::size_t i = 0; i < left_; ++i) {
      pool.submit([state = state_, i] {
        if (state->stop) {
          return;
        }
        std::packaged_task<R()> task([&] { return state->f(state->items[i]); });
        Completed<R> completed(i, task.get_future());
        task();
        std::lock_guard lock(state->mutex);
        state->ended.push(std::move(completed));
        state->changed.notify_one();
      });
    }
  }
  ~Completions() { state_->stop = true; }
  Completions(const Completions&) = delete;
  Completions& operator=(const Completions&) = delete;

  std::optional<Completed<R>> next() {
    if (left_ == 0) {
      return std::nullopt;
    }
    --left_;
    std::unique_lock lock(state_->mutex);
    state_->changed.wait(lock, [this] { return !state_->ended.empty(); });
    std::optional<Completed<R>> completed(std::move(state_->ended.front()));
    state_->ended.pop();
    return completed;
  }

 private:
  struct State {
    State(F function, std::vector<T> list) : f(std::move(function)), items(std::move(list)) {}

    F f;
    std::vector<T> items;
    std::atomic<bool> stop{false};
    std::mutex mutex;
    std::condition_variable changed;
    std::queue<Completed<R>> ended;
  };

  std::shared_ptr<State> state_;
  std::size_t left_;
};

template <class F, class T>
auto as_completed(ThreadPool& pool, F f, std::vector<T> items) {
  return SinglePass(std::make_unique<Completions<F, T>>(pool, std::move(f), std::move(items)));
}

}  // namespace course
