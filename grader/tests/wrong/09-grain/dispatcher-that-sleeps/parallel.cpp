// expect: slow triangle
// passes: tests races
// The calling thread hands the chunks out, and sleeps a little whenever all
// workers have one. A worker that is done waits for it to wake up.

#include <algorithm>
#include <atomic>
#include <chrono>
#include <exception>
#include <mutex>
#include <numeric>
#include <stdexcept>
#include <thread>

#include "grain.hpp"

namespace course {
namespace {

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
  // What a worker is told: nothing yet, a chunk, or to go home.
  constexpr std::size_t kNothing = static_cast<std::size_t>(-1);
  constexpr std::size_t kGoHome = static_cast<std::size_t>(-2);
  const std::size_t team = std::min<std::size_t>(workers, chunks);
  std::vector<std::atomic<std::size_t>> told(team);
  for (auto& message : told) {
    message = kNothing;
  }
  std::atomic<bool> failed{false};
  std::mutex mutex;  // guards the two below
  std::size_t lowest = chunks;
  std::exception_ptr error;
  const auto work = [&](std::size_t worker) {
    while (true) {
      told[worker].wait(kNothing);
      const std::size_t chunk = told[worker];
      if (chunk == kGoHome) {
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
      told[worker] = kNothing;
    }
  };
  {
    std::vector<std::jthread> threads;
    for (std::size_t worker = 0; worker < team; ++worker) {
      threads.emplace_back(work, worker);
    }
    for (std::size_t chunk = 0; chunk < chunks;) {
      const auto free = std::find(told.begin(), told.end(), kNothing);
      if (free == told.end()) {
        std::this_thread::sleep_for(std::chrono::microseconds(300));
        continue;
      }
      if (failed) {
        break;
      }
      *free = chunk++;
      free->notify_one();
    }
    for (auto& message : told) {
      while (message != kNothing) {
        std::this_thread::sleep_for(std::chrono::microseconds(300));
      }
      message = kGoHome;
      message.notify_one();
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
