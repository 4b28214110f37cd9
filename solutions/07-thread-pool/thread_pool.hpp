#pragma once

#include <condition_variable>
#include <deque>
#include <future>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <system_error>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

#include "pool_closed.hpp"

namespace course {

// A fixed number of threads, the workers, that run tasks.
//
// Tasks start in the order in which they were submitted. No task waits while a
// worker has nothing to do, whatever the other workers are doing. A worker that
// has nothing to do sleeps: it uses no CPU and does not wake up now and then to
// look.
//
// Every member may be called from several threads at the same time, and from
// inside a task. Whatever belongs to a task, its copying, its moving, its call
// and its destructor, happens while the pool holds no lock, so that it may call
// the pool as well.
//
// A task that waits for another task of its own pool may wait for ever: the
// other one needs a worker. A pool can be neither copied nor moved, and must not
// be destroyed by one of its own tasks, nor while a call on it is under way.
class ThreadPool {
 public:
  // Starts `workers` threads, and there are never any others. At most that many
  // tasks run at once, and exactly that many while there are enough of them.
  //
  // Throws std::invalid_argument if `workers` is 0. Throws std::system_error if
  // the system refuses a thread; those that were started before have ended then.
  explicit ThreadPool(unsigned workers) {
    if (workers == 0) {
      throw std::invalid_argument("a pool needs at least one worker");
    }
    try {
      while (workers_.size() < workers) {
        workers_.emplace_back([this] { work(); });
      }
    } catch (...) {
      shutdown();  // the destructor of a pool that was never finished does not run
      throw;
    }
  }

  // As shutdown().
  ~ThreadPool() { shutdown(); }
  ThreadPool(const ThreadPool&) = delete;
  ThreadPool& operator=(const ThreadPool&) = delete;

  // Hands a copy of `f`, moved where `f` is an rvalue, to the workers, one of
  // which calls it once. Returns at once: the calling thread neither runs the
  // task nor waits for it. What the task returns or throws, of whatever type,
  // comes out of the future. What it throws harms no worker and no other task.
  //
  // `f` need not be copyable. It may return nothing, a reference, or something
  // that can only be moved.
  //
  // A future that is thrown away neither waits for its task nor cancels it. The
  // copy of `f` may live as long as its future does; if that is gone when the
  // task has run, it is destroyed before its worker starts another task.
  //
  // Throws PoolClosed once shutdown() has begun, in a task of this pool as well,
  // and passes on what the copying throws. Either way the task never runs.
  template <class F>
  std::future<std::invoke_result_t<std::decay_t<F>&>> submit(F&& f) {
    using Result = std::invoke_result_t<std::decay_t<F>&>;
    // Everything that runs code of `f` comes before the lock. The lambda is for
    // an `f` that is a packaged_task itself: it would become this one.
    std::packaged_task<Result()> task([f = std::forward<F>(f)]() mutable -> Result { return f(); });
    auto future = task.get_future();
    Job job([task = std::move(task)]() mutable { task(); });
    const std::lock_guard lock(mutex_);
    if (closed_) {
      throw PoolClosed();
    }
    jobs_.push_back(std::move(job));
    changed_.notify_one();
    return future;
  }

  // Nothing is submitted from now on; what was submitted before is run. Returns
  // once all of it has run and every worker has ended. May be called again, and
  // by several threads at once: each call returns only then.
  //
  // A worker of this pool that calls it, in a task, would wait for itself. So the
  // call throws std::system_error with std::errc::resource_deadlock_would_occur,
  // as std::thread::join does, and changes nothing.
  void shutdown() {
    if (pool_of_this_thread_ == this) {
      throw std::system_error(std::make_error_code(std::errc::resource_deadlock_would_occur),
                              "a task shuts its own pool down");
    }
    {
      // Under the lock, or it could come after a worker's look and before its sleep.
      const std::lock_guard lock(mutex_);
      closed_ = true;
      changed_.notify_all();
    }
    const std::lock_guard lock(joining_);  // whoever comes second waits for the first
    workers_.clear();                      // each jthread joins
  }

 private:
  // A task with its type erased. It can only be moved, which std::function does
  // not allow; C++23 has std::move_only_function for it.
  using Job = std::packaged_task<void()>;

  void work() {
    pool_of_this_thread_ = this;
    while (std::optional<Job> job = next_job()) {
      (*job)();
    }  // the job is destroyed here, without the lock
  }

  // The next job, which is waited for; nothing once the pool is closed and drained.
  std::optional<Job> next_job() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return closed_ || !jobs_.empty(); });
    if (jobs_.empty()) {
      return std::nullopt;
    }
    std::optional<Job> job(std::move(jobs_.front()));
    jobs_.pop_front();
    return job;
  }

  // Which pool the calling thread works for. Thread ids would not do: a jthread
  // forgets its id while another thread joins it.
  inline static thread_local const ThreadPool* pool_of_this_thread_ = nullptr;

  std::mutex mutex_;  // for the jobs and the flag
  std::condition_variable changed_;
  std::deque<Job> jobs_;
  bool closed_ = false;

  std::mutex joining_;  // for the workers, once they have been started
  std::vector<std::jthread> workers_;
};

}  // namespace course
