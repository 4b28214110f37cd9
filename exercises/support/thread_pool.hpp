// The pool that exercises are given: a fixed number of threads that
// take tasks in the order in which they were submitted.
//
// It must outlive every call that uses it. A task that waits for other tasks of
// the same pool can wait for ever: there may be no thread left to run them.

#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <stop_token>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

namespace course {

// Every member may be called from several threads at the same time, also from
// inside a task.
class ThreadPool {
 public:
  // Throws std::invalid_argument if `workers` is 0.
  explicit ThreadPool(unsigned workers) : workers_(workers) {
    if (workers == 0) {
      throw std::invalid_argument("a pool needs at least one thread");
    }
    for (unsigned i = 0; i < workers; ++i) {
      threads_.emplace_back([this](const std::stop_token& stop) { work(stop); });
    }
  }

  // Runs what was submitted and has not begun yet, and waits until all is done.
  ~ThreadPool() = default;
  ThreadPool(const ThreadPool&) = delete;
  ThreadPool& operator=(const ThreadPool&) = delete;

  // Has `task` called once, by one of the pool's threads, and returns at once.
  // The future gets what the call returns or throws. `task` need not be
  // copyable. To let go of the future waits for nothing and stops nothing.
  template <class F>
  auto submit(F&& task) {
    using R = std::invoke_result_t<std::decay_t<F>&>;
    // Shared, because a std::function has to be able to copy what it calls.
    const auto call = std::make_shared<std::packaged_task<R()>>(std::forward<F>(task));
    std::future<R> result = call->get_future();
    {
      const std::lock_guard lock(mutex_);
      queue_.emplace_back([call] { (*call)(); });
      ++submitted_;
    }
    changed_.notify_one();
    return result;
  }

  unsigned workers() const { return workers_; }

  // How many tasks have been submitted so far.
  std::size_t submitted() const {
    const std::lock_guard lock(mutex_);
    return submitted_;
  }

 private:
  // Until the pool is destroyed and the queue is empty.
  void work(const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    while (changed_.wait(lock, stop, [this] { return !queue_.empty(); })) {
      {
        const std::function<void()> task = std::move(queue_.front());
        queue_.pop_front();
        lock.unlock();
        task();
      }  // destroyed without the lock: what it owns may use the pool
      lock.lock();
    }
  }

  const unsigned workers_;
  mutable std::mutex mutex_;
  std::condition_variable_any changed_;
  std::deque<std::function<void()>> queue_;
  std::size_t submitted_ = 0;
  std::vector<std::jthread> threads_;  // last: they end before what they use
};

}  // namespace course
