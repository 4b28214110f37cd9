// expect: raced FetchAll.RethrowsTheLowestIndexOfFourThatThrow
// passes: tests
// schedules: raced
// Two workers may set `failed` at once. Both write true, so nothing ever goes
// wrong on this machine, and it is undefined behaviour all the same.

#include <algorithm>
#include <atomic>
#include <exception>
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
  std::vector<std::exception_ptr> errors(urls.size());
  std::atomic<std::size_t> next{0};
  bool failed = false;
  const auto work = [&] {
    // One step takes the number and moves on: no two workers get the same url.
    for (std::size_t i = next++; i < urls.size(); i = next++) {
      try {
        bodies[i] = fetch(urls[i]);
      } catch (...) {
        errors[i] = std::current_exception();
        failed = true;
      }
    }
  };
  {
    std::vector<std::jthread> threads;
    for (std::size_t i = 0; i < std::min<std::size_t>(workers, urls.size()); ++i) {
      threads.emplace_back(work);
    }
  }  // every jthread joins here
  if (failed) {
    std::rethrow_exception(*std::find_if(errors.begin(), errors.end(),
                                         [](const auto& error) { return error != nullptr; }));
  }
  return bodies;
}

}  // namespace course
