// expect: failed FetchAll.RethrowsTheExceptionOfTheLowestIndex
// schedules: failed
// Keeps the failure that happened first instead of that of the lowest index:
// which one the caller sees depends on who was quicker.

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <numeric>
#include <stdexcept>
#include <thread>

#include "cpu_or_io.hpp"

namespace course {

Range share(std::uint64_t n, unsigned workers, unsigned worker) {
  if (worker >= workers) {
    throw std::invalid_argument("share: there is no such worker");
  }
  // Division first: n * worker has no room in 64 bits. The remainder goes to
  // the first workers, one number each.
  const std::uint64_t length = n / workers;
  const std::uint64_t longer_shares = n % workers;
  const std::uint64_t begin = worker * length + std::min<std::uint64_t>(worker, longer_shares);
  return {begin, begin + length + (worker < longer_shares ? 1 : 0)};
}

std::uint64_t sum_of_squares(std::uint64_t n, unsigned workers) {
  if (workers == 0) {
    throw std::invalid_argument("sum_of_squares: no workers");
  }
  std::vector<std::uint64_t> totals(workers);
  {
    std::vector<std::jthread> threads;
    threads.reserve(workers);
    for (unsigned worker = 0; worker < workers; ++worker) {
      threads.emplace_back([&totals, n, workers, worker] {
        const Range range = share(n, workers, worker);
        std::uint64_t total = 0;  // no other thread knows it: the loop shares nothing
        for (std::uint64_t i = range.begin; i < range.end; ++i) {
          total += square(i);
        }
        totals[worker] = total;
      });
    }
  }  // every jthread joins here
  return std::accumulate(totals.begin(), totals.end(), std::uint64_t{0});
}

std::vector<std::string> fetch_all(std::span<const std::string> urls, const Fetch& fetch,
                                   unsigned workers) {
  if (workers == 0) {
    throw std::invalid_argument("fetch_all: no workers");
  }
  std::vector<std::string> bodies(urls.size());
  std::exception_ptr first_error;
  std::mutex mutex;
  std::atomic<std::size_t> next{0};
  {
    std::vector<std::jthread> threads;
    for (unsigned worker = 0; worker < workers; ++worker) {
      threads.emplace_back([&] {
        for (std::size_t i = next++; i < urls.size(); i = next++) {
          try {
            bodies[i] = fetch(urls[i]);
          } catch (...) {
            const std::lock_guard lock(mutex);
            if (!first_error) {
              first_error = std::current_exception();
            }
          }
        }
      });
    }
  }
  if (first_error) {
    std::rethrow_exception(first_error);
  }
  return bodies;
}

}  // namespace course
