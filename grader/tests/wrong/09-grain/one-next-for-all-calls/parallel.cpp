// expect: failed ParallelFor.MayBeCalledFromItsOwnBody
// schedules: failed raced
// The number of the next chunk is a variable of the whole program. A call within
// a call sets it back to 0 for both.

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <numeric>
#include <stdexcept>
#include <thread>

#include "grain.hpp"

namespace course {
namespace {

std::atomic<std::size_t> next{0};

std::size_t chunks_in(std::size_t n, std::size_t grain) {
  if (grain == 0) {
    throw std::invalid_argument("a chunk must hold at least one item");
  }
  // Not (n + grain - 1) / grain: the sum may have no room.
  return n / grain + (n % grain == 0 ? 0 : 1);
}

}  // namespace

void parallel_for(std::size_t n, std::size_t grain, unsigned workers, const Body& body) {
  const std::size_t chunks = chunks_in(n, grain);
  if (workers == 0) {
    throw std::invalid_argument("parallel_for needs at least one worker");
  }
  next = 0;
  std::atomic<bool> failed{false};
  std::mutex mutex;  // guards the two below
  std::size_t lowest = chunks;
  std::exception_ptr error;
  const auto work = [&] {
    // First the question, then the number: a chunk whose number is taken is run.
    while (!failed) {
      const std::size_t chunk = next++;
      if (chunk >= chunks) {
        return;
      }
      const std::size_t begin = chunk * grain;
      try {
        body({begin, begin + std::min(grain, n - begin)});
      } catch (...) {
        failed = true;
        const std::lock_guard lock(mutex);
        if (chunk < lowest) {
          lowest = chunk;
          error = std::current_exception();
        }
      }
    }
  };
  {
    std::vector<std::jthread> threads;
    for (std::size_t i = 0; i < std::min<std::size_t>(workers, chunks); ++i) {
      threads.emplace_back(work);
    }
  }  // every jthread joins here
  if (error) {
    std::rethrow_exception(error);
  }
}

double parallel_reduce(std::size_t n, std::size_t grain, unsigned workers, double initial,
                       const Part& part, const Combine& combine) {
  // A place for each chunk, not for each worker: who computed a part is forgotten.
  // Neighbouring places share a cache line, but each is written only once.
  std::vector<double> parts(chunks_in(n, grain));
  parallel_for(n, grain, workers, [&](Range chunk) { parts[chunk.begin / grain] = part(chunk); });
  // Unlike std::reduce, this keeps to the order.
  return std::accumulate(parts.begin(), parts.end(), initial, combine);
}

}  // namespace course
