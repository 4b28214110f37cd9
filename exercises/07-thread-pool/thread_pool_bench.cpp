// tasks: 256 tasks, the longest of which takes 16 times as long as the shortest.
// The pool runs them, the calling thread gathers their results.
//
// A task follows a chain of secrets: each step asks for what the step before it
// gave, so that nobody knows the end without having gone all the way.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <future>
#include <memory>
#include <vector>

#include "pool_adapter.hpp"
#include "support/secret.hpp"
#include "support/speed_row.hpp"

namespace course {
namespace {

using Numbers = std::vector<Number>;

constexpr std::size_t kTasks = 256;
constexpr std::size_t kLongest = 16;

support::Secret chain;

struct Walk {
  Number start = 0;
  std::size_t steps = 0;
};

Number end_of(Walk walk) {
  Number at = walk.start;
  for (std::size_t step = 0; step < walk.steps; ++step) {
    at = chain.of(at);
  }
  return at;
}

std::vector<Walk> make(std::uint64_t seed, std::size_t size) {
  chain.renew(seed);
  std::vector<Walk> walks;
  for (Number i = 0; i < kTasks; ++i) {
    const Number start = chain.of(i);
    walks.push_back({.start = start, .steps = (start % kLongest + 1) * size});
  }
  return walks;
}

Numbers one_after_the_other(const std::vector<Walk>& walks) {
  Numbers ends;
  for (const Walk walk : walks) {
    ends.push_back(end_of(walk));
  }
  return ends;
}

Numbers by_a_pool(const std::vector<Walk>& walks, unsigned workers) {
  const auto pool = make_number_pool(workers);
  std::vector<std::future<Number>> futures;
  for (const Walk walk : walks) {
    futures.push_back(pool->submit([walk] { return end_of(walk); }));
  }
  futures.back().wait();  // first: this thread is woken once, and not by every task
  Numbers ends;
  for (std::future<Number>& future : futures) {
    ends.push_back(future.get());
  }
  return ends;
}

const bool registered = support::add_row("tasks", support::CpuRow<std::vector<Walk>, Numbers>{
                                                      .size = 15'000,
                                                      .make = make,
                                                      .serial = one_after_the_other,
                                                      .yours = by_a_pool,
                                                  });

}  // namespace
}  // namespace course
