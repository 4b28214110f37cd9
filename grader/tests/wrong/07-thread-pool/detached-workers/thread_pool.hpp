// expect: failed Shutdown.ReturnsOnceTheWorkersAreGone
// schedules: raced
// Detached threads need no join: shutdown() waits until the last worker has said
// that it is done. It says so while it still runs.

#pragma once

#include <condition_variable>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <queue>
#include <stdexcept>
#include <system_error>
#include <thread>
#include <type_traits>
#include <utility>

#include "pool_closed.hpp"

namespace course {

class ThreadPool {
 public:
  explicit ThreadPool(unsigned workers) {
    if (workers == 0) {
      throw std::invalid_argument("no workers");
    }
    std::lock_guard lock(mutex_);
    for (unsigned i = 0; i < workers; ++i) {
      start_worker();
    }
  }
  ~ThreadPool() { shutdown(); }
  ThreadPool(const ThreadPool&) = delete;
  ThreadPool& operator=(const ThreadPool&) = delete;

  template <class F>
  std::future<std::invoke_result_t<std::decay_t<F>&>> submit(F&& f) {
    using Result = std::invoke_result_t<std::decay_t<F>&>;
    auto task = std::make_shared<std::packaged_task<Result()>>(std::forward<F>(f));
    auto future = task->get_future();
    std::lock_guard lock(mutex_);
    if (closed_) {
      throw PoolClosed();
    }
    tasks_.push([task] { (*task)(); });
    wake_up_.notify_one();
    return future;
  }

  void shutdown() {
    if (my_pool() == this) {
      throw std::system_error(std::make_error_code(std::errc::resource_deadlock_would_occur));
    }
    std::unique_lock lock(mutex_);
    closed_ = true;
    wake_up_.notify_all();
    worker_gone_.wait(lock, [this] { return alive_ == 0; });
  }

 private:
  static const ThreadPool*& my_pool() {
    thread_local const ThreadPool* pool = nullptr;
    return pool;
  }

  void start_worker() {
    std::thread([this] { work(); }).detach();
    ++alive_;
  }

  void work() {
    my_pool() = this;
    while (true) {
      std::function<void()> task;
      {
        std::unique_lock lock(mutex_);
        wake_up_.wait(lock, [this] { return closed_ || !tasks_.empty(); });
        if (tasks_.empty()) {
          --alive_;
          worker_gone_.notify_all();
          return;
        }
        task = std::move(tasks_.front());
        tasks_.pop();
      }
      task();
    }
  }

  std::mutex mutex_;
  std::condition_variable wake_up_;
  std::queue<std::function<void()>> tasks_;
  bool closed_ = false;

  std::condition_variable worker_gone_;
  unsigned alive_ = 0;
};

}  // namespace course
