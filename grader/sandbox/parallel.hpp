// The grader's own parallelism: a fixed number of threads takes jobs from a
// list until none is left.

#pragma once

#include <atomic>
#include <cstddef>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace sandbox {

// Calls `job(i)` once for every i below `count`, on up to `workers` threads.
// Returns when all calls have returned. If one throws, no further job starts
// and the first exception is thrown again.
template <class Job>
void for_each_in_parallel(unsigned workers, std::size_t count, const Job& job) {
  std::atomic<std::size_t> next{0};
  std::atomic<bool> failed{false};
  std::mutex mutex;
  std::exception_ptr error;
  const auto work = [&] {
    for (std::size_t i = next.fetch_add(1); i < count && !failed; i = next.fetch_add(1)) {
      try {
        job(i);
      } catch (...) {
        failed = true;
        const std::lock_guard lock(mutex);
        if (!error) {
          error = std::current_exception();
        }
      }
    }
  };
  {
    std::vector<std::jthread> threads;
    for (unsigned i = 0; i < workers && i < count; ++i) {
      threads.emplace_back(work);
    }
  }
  if (error) {
    std::rethrow_exception(error);
  }
}

}  // namespace sandbox
