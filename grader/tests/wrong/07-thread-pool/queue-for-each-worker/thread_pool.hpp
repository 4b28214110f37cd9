// expect: failed Workers.LeaveNoTaskWaitingWhileOneOfThemIsIdle
// schedules: deadlocked
// Every worker has a queue of its own, and the tasks go to the workers in turn. A
// task behind a long one waits, while the other workers have nothing to do.

#pragma once

#include <condition_variable>
#include <cstddef>
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
    for (unsigned i = 0; i < workers; ++i) {
      queues_.push_back(std::make_unique<Queue>());
    }
    try {
      for (auto& queue : queues_) {
        workers_.emplace_back([this, &queue] { work(*queue); });
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
    Queue& queue = *queues_[next_++ % queues_.size()];
    queue.tasks.push([task] { (*task)(); });
    queue.wake_up.notify_one();
    return future;
  }

  void shutdown() {
    if (my_pool() == this) {
      throw std::system_error(std::make_error_code(std::errc::resource_deadlock_would_occur));
    }
    {
      std::lock_guard lock(mutex_);
      closed_ = true;
    }
    for (auto& queue : queues_) {
      queue->wake_up.notify_all();
    }
    std::lock_guard lock(joining_);
    for (std::thread& worker : workers_) {
      if (worker.joinable()) {
        worker.join();
      }
    }
  }

 private:
  struct Queue {
    std::condition_variable wake_up;
    std::queue<std::function<void()>> tasks;
  };

  static const ThreadPool*& my_pool() {
    thread_local const ThreadPool* pool = nullptr;
    return pool;
  }

  void work(Queue& queue) {
    my_pool() = this;
    while (true) {
      std::function<void()> task;
      {
        std::unique_lock lock(mutex_);
        queue.wake_up.wait(lock, [&] { return closed_ || !queue.tasks.empty(); });
        if (queue.tasks.empty()) {
          return;
        }
        task = std::move(queue.tasks.front());
        queue.tasks.pop();
      }
      task();
    }
  }

  std::mutex mutex_;
  std::vector<std::unique_ptr<Queue>> queues_;
  std::size_t next_ = 0;
  bool closed_ = false;

  std::mutex joining_;
  std::vector<std::thread> workers_;
};

}  // namespace course
