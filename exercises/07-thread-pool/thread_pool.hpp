#pragma once

#include <future>
#include <type_traits>

#include "pool_closed.hpp"
#include "support/not_written_yet.hpp"

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
    // TODO: zero is refused, and no thread outlives a constructor that fails.
    throw NotWrittenYet("ThreadPool");
  }

  // As shutdown().
  ~ThreadPool() {
    // TODO: no task is dropped, and no worker is left.
  }
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
    // TODO: the task reaches a worker that sleeps, or nobody if the pool is closed.
    throw NotWrittenYet("ThreadPool::submit");
  }

  // Nothing is submitted from now on; what was submitted before is run. Returns
  // once all of it has run and every worker has ended. May be called again, and
  // by several threads at once: each call returns only then.
  //
  // A worker of this pool that calls it, in a task, would wait for itself. So the
  // call throws std::system_error with std::errc::resource_deadlock_would_occur,
  // as std::thread::join does, and changes nothing.
  void shutdown() {
    // TODO: every worker hears of it, and nobody returns before the last of them has ended.
    throw NotWrittenYet("ThreadPool::shutdown");
  }
};

}  // namespace course
