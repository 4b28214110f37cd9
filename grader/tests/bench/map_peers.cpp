// How map of 08-map-as-completed and the loops of 09-grain, both model answers,
// compare with std::async, OpenMP's loops, oneTBB's and the standard library's
// parallel algorithms. Every task of a batch is an item (tasks.hpp); "reduce" adds
// up 1,000,000 small items, "each" of which is told in its time.
//
// Each has as many workers as there are CPUs. Needs a quiet machine: peers.sh runs
// it and prints the table.

#include <oneapi/tbb/blocked_range.h>
#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/parallel_reduce.h>

#include <algorithm>
#include <execution>
#include <functional>
#include <future>
#include <numeric>
#include <string>
#include <thread>
#include <vector>

#include "executors.hpp"
#include "grain.hpp"
#include "tasks.hpp"

namespace {

using course::Range;
using peers::Batch;
using peers::Results;

const unsigned kWorkers = std::max(1U, std::thread::hardware_concurrency());

std::vector<std::size_t> numbers(std::size_t count) {
  std::vector<std::size_t> all(count);
  std::iota(all.begin(), all.end(), 0);
  return all;
}

// ---- a result for each item -------------------------------------------------

Results by_course_map(const Batch& batch) {
  static course::ThreadPool pool(kWorkers);
  const auto run = [&batch](std::size_t i) { return batch.run(i); };
  // Some chunks for each worker, as the exercise advises.
  const std::size_t chunk = std::max<std::size_t>(1, batch.count() / (kWorkers * 16));
  return course::map(pool, run, numbers(batch.count()), chunk);
}

Results by_course_for(const Batch& batch) {
  Results results(batch.count());
  course::parallel_for(batch.count(), 1, kWorkers, [&](Range chunk) {
    for (std::size_t i = chunk.begin; i < chunk.end; ++i) {
      results[i] = batch.run(i);
    }
  });
  return results;
}

// One share for each worker.
Results by_async(const Batch& batch) {
  Results results(batch.count());
  std::vector<std::future<void>> shares;
  for (unsigned worker = 0; worker < kWorkers; ++worker) {
    shares.push_back(std::async(std::launch::async, [&, worker] {
      for (std::size_t i = worker; i < batch.count(); i += kWorkers) {
        results[i] = batch.run(i);
      }
    }));
  }
  for (auto& share : shares) {
    share.get();
  }
  return results;
}

Results by_openmp(const Batch& batch) {
  Results results(batch.count());
#pragma omp parallel for num_threads(kWorkers) schedule(dynamic)
  for (std::size_t i = 0; i < batch.count(); ++i) {
    results[i] = batch.run(i);
  }
  return results;
}

Results by_tbb(const Batch& batch) {
  Results results(batch.count());
  tbb::parallel_for(std::size_t{0}, batch.count(),
                    [&](std::size_t i) { results[i] = batch.run(i); });
  return results;
}

Results by_standard(const Batch& batch) {
  Results results(batch.count());
  const std::vector<std::size_t> items = numbers(batch.count());
  std::transform(std::execution::par, items.begin(), items.end(), results.begin(),
                 [&](std::size_t i) { return batch.run(i); });
  return results;
}

// ---- one result of all items ------------------------------------------------

constexpr std::size_t kItems = 1'000'000;
constexpr std::size_t kGrain = 4'096;

std::uint64_t value(std::size_t item) { return peers::walk(item, 4) >> 40U; }

// Whole numbers this small add up to the same double in every order.
double sum(Range items) {
  std::uint64_t total = 0;
  for (std::size_t i = items.begin; i < items.end; ++i) {
    total += value(i);
  }
  return static_cast<double>(total);
}

double reduced_in_serial() { return sum({0, kItems}); }

double reduced_by_course() {
  return course::parallel_reduce(kItems, kGrain, kWorkers, 0, sum, std::plus<>());
}

double reduced_by_async() {
  std::vector<std::future<double>> shares;
  for (unsigned worker = 0; worker < kWorkers; ++worker) {
    shares.push_back(std::async(
        std::launch::async, sum,
        Range{.begin = kItems * worker / kWorkers, .end = kItems * (worker + 1) / kWorkers}));
  }
  double total = 0;
  for (auto& share : shares) {
    total += share.get();
  }
  return total;
}

double reduced_by_openmp() {
  std::uint64_t total = 0;
#pragma omp parallel for num_threads(kWorkers) schedule(dynamic, kGrain) reduction(+ : total)
  for (std::size_t i = 0; i < kItems; ++i) {
    total += value(i);
  }
  return static_cast<double>(total);
}

double reduced_by_tbb() {
  return tbb::parallel_reduce(
      tbb::blocked_range<std::size_t>(0, kItems, kGrain), 0.0,
      [](const tbb::blocked_range<std::size_t>& items, double so_far) {
        return so_far + sum({.begin = items.begin(), .end = items.end()});
      },
      std::plus<>());
}

double reduced_by_standard() {
  static const std::vector<std::size_t> items = numbers(kItems);
  return static_cast<double>(std::transform_reduce(std::execution::par, items.begin(), items.end(),
                                                   std::uint64_t{0}, std::plus<>(), value));
}

void add_reduce(const std::string& who, double (*reduced)()) {
  peers::add("reduce/" + who, kItems,
             [reduced, right = reduced_in_serial()] { return reduced() == right; });
}

}  // namespace

int main(int argc, char** argv) {
  for (const Batch& batch : peers::batches()) {
    peers::add(batch, "one thread, in a loop", peers::in_serial);
    peers::add(batch, "the course's map (08)", by_course_map);
    peers::add(batch, "the course's parallel_for (09)", by_course_for);
    peers::add(batch, "std::async, a share for each worker", by_async);
    peers::add(batch, "OpenMP's loop", by_openmp);
    peers::add(batch, "oneTBB's loop", by_tbb);
    peers::add(batch, "std::execution::par", by_standard);
  }
  add_reduce("one thread, in a loop", reduced_in_serial);
  add_reduce("the course's parallel_reduce (09)", reduced_by_course);
  add_reduce("std::async, a share for each worker", reduced_by_async);
  add_reduce("OpenMP's loop", reduced_by_openmp);
  add_reduce("oneTBB's loop", reduced_by_tbb);
  add_reduce("std::execution::par", reduced_by_standard);
  return peers::run_all(argc, argv);
}
