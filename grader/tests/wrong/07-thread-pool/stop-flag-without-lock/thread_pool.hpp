// expect: failed Shutdown.IsNotLostBetweenAWorkersLookAndItsSleep
// schedules: deadlocked
// The flag is atomic, so shutdown() does without the lock. Its notification can
// come between a worker's look and its sleep, and then nothing wakes that worker.

#pragma once

#include <atomic>
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
#include <vector>

#include "pool_closed.hpp"

namespace course {

class ThreadPool {
 public:
  explicit ThreadPool(unsigned workers) {
    if (workers == 0) {
      throw std::invalid_argument("no workers");
    }
    try {
      for (unsigned i = 0; i < workers; ++i) {
        workers_.emplace_back([this] { work(); });
      }
    } catch (...) {
      shutdown();
      throw;
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
    closed_ = true;
    wake_up_.notify_all();
    std::lock_guard lock(joining_);
    for (std::thread& worker : workers_) {
      if (worker.joinable()) {
        worker.join();
      }
    }
  }

 private:
  static const ThreadPool*& my_pool() {
    thread_local const ThreadPool* pool = nullptr;
    return pool;
  }

  void work() {
    my_pool() = this;
    while (true) {
      std::function<void()> task;
      {
        std::unique_lock lock(mutex_);
        wake_up_.wait(lock, [this] { return closed_ || !tasks_.empty(); });
        if (tasks_.empty()) {
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
  std::atomic<bool> closed_ = false;

  std::mutex joining_;
  std::vector<std::thread> workers_;
};

}  // namespace course
