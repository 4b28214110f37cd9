// The grader's own parallelism: jobs of two kinds, each kind with threads of its
// own, until no job is left.

#pragma once

#include <array>
#include <condition_variable>
#include <cstddef>
#include <exception>
#include <functional>
#include <map>
#include <mutex>

namespace sandbox {

class Jobs {
 public:
  using Job = std::function<void()>;
  enum class Kind { computes, waits };  // keeps a CPU busy; waits most of the time

  // How many of each kind run at once.
  Jobs(unsigned computing, unsigned waiting) : at_once_{computing, waiting} {}

  // Has `job` run by run(). Of its kind, the lowest rank starts first, then what
  // was added first. Thread-safe; jobs may add jobs.
  void add(Kind kind, std::size_t rank, Job job);

  // Runs what was added, and what is added meanwhile; returns when all jobs have
  // returned. If one throws, no further job starts and the first exception is
  // thrown again.
  void run();

 private:
  using Queue = std::multimap<std::size_t, Job>;  // by rank

  void work(Queue& queue);

  const std::array<unsigned, 2> at_once_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::array<Queue, 2> queues_;  // one for each kind
  std::size_t left_ = 0;         // jobs that have not returned
  std::exception_ptr error_;     // the first
};

}  // namespace sandbox
