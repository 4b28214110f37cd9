// expect: failed Workers.NeverRunMoreTasksAtOnceThanThereAreWorkers
// std::async does everything already: threads, results, exceptions. But every task
// has a thread of its own, and a future that is thrown away waits for its task.

#pragma once

#include <future>
#include <mutex>
#include <stdexcept>
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
  }
  ~ThreadPool() { shutdown(); }
  ThreadPool(const ThreadPool&) = delete;
  ThreadPool& operator=(const ThreadPool&) = delete;

  template <class F>
  std::future<std::invoke_result_t<std::decay_t<F>&>> submit(F&& f) {
    std::lock_guard lock(mutex_);
    if (closed_) {
      throw PoolClosed();
    }
    return std::async(std::launch::async, std::forward<F>(f));
  }

  void shutdown() {
    std::lock_guard lock(mutex_);
    closed_ = true;
  }

 private:
  std::mutex mutex_;
  bool closed_ = false;
};

}  // namespace course
