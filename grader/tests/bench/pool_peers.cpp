// How the model answer of 07-thread-pool compares with what else runs tasks: a
// thread for each task, std::async, OpenMP tasks, oneTBB's task_group, and
// Debian's libthread-pool-dev, where that is installed. No part of any grade.
//
// Each of them runs batches of tasks and waits for all of a batch:
//   empty    2,000 tasks that do nothing: the cost of a task
//   10us     1,000 tasks of 10 us
//   uneven   256 tasks of 10 to 160 us
// on as many workers as there are CPUs. Those that keep their workers between
// batches keep them. Batches come in random order, 25 times each, and the
// median is reported; "per_task" is the wall time of a batch by its tasks.
// A batch whose results are wrong is an error.
//
// Needs a quiet machine: grader/tests/bench/peers.sh builds it and prints its table.

#include <benchmark/benchmark.h>
#include <oneapi/tbb/task_arena.h>
#include <oneapi/tbb/task_group.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <ctime>
#include <future>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "thread_pool.hpp"

#if __has_include(<thread_pool/thread_pool.hpp>)
#include <thread_pool/thread_pool.hpp>
#define COURSE_HAS_DEBIAN_POOL 1
#else
#define COURSE_HAS_DEBIAN_POOL 0
#endif

namespace {

using std::chrono::duration;
using std::chrono::microseconds;
using std::chrono::nanoseconds;

const unsigned kWorkers = std::max(1U, std::thread::hardware_concurrency());

// ---- the work ---------------------------------------------------------------

// Each step needs the one before it (SplitMix64; see exercises/support/secret.hpp).
std::uint64_t walk(std::uint64_t at, std::size_t steps) {
  for (std::size_t step = 0; step < steps; ++step) {
    at += 0x9e3779b97f4a7c15U;
    at = (at ^ (at >> 30U)) * 0xbf58476d1ce4e5b9U;
    at = (at ^ (at >> 27U)) * 0x94d049bb133111ebU;
    at ^= at >> 31U;
  }
  return at;
}

nanoseconds cpu_time_of_this_thread() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return std::chrono::seconds(now.tv_sec) + nanoseconds(now.tv_nsec);
}

double steps_in_a_microsecond() {
  constexpr std::size_t kSteps = 5'000'000;
  const auto start = cpu_time_of_this_thread();
  benchmark::DoNotOptimize(walk(1, kSteps));
  return kSteps / duration<double, std::micro>(cpu_time_of_this_thread() - start).count();
}

// Steps of each task of a batch.
using Batch = std::vector<std::size_t>;

Batch batch_of(std::size_t tasks, microseconds shortest, std::size_t longest_by_shortest) {
  static const double steps = steps_in_a_microsecond();
  Batch batch(tasks);
  for (std::size_t i = 0; i < tasks; ++i) {
    const auto length = static_cast<double>(walk(i, 1) % longest_by_shortest + 1);
    batch[i] = static_cast<std::size_t>(steps * static_cast<double>(shortest.count()) * length);
  }
  return batch;
}

// ---- who runs it ------------------------------------------------------------

using Results = std::vector<std::uint64_t>;

template <class Pool>
Results gather(const Batch& batch, const Pool& submit) {
  std::vector<std::future<std::uint64_t>> futures;
  futures.reserve(batch.size());
  for (std::size_t i = 0; i < batch.size(); ++i) {
    futures.push_back(submit([i, steps = batch[i]] { return walk(i, steps); }));
  }
  Results results;
  results.reserve(batch.size());
  for (auto& future : futures) {
    results.push_back(future.get());
  }
  return results;
}

Results in_serial(const Batch& batch) {
  Results results;
  results.reserve(batch.size());
  for (std::size_t i = 0; i < batch.size(); ++i) {
    results.push_back(walk(i, batch[i]));
  }
  return results;
}

Results by_course_pool(const Batch& batch) {
  static course::ThreadPool pool(kWorkers);
  return gather(batch, [](auto task) { return pool.submit(std::move(task)); });
}

Results by_async(const Batch& batch) {
  return gather(batch, [](auto task) { return std::async(std::launch::async, std::move(task)); });
}

Results by_thread_each(const Batch& batch) {
  Results results(batch.size());
  std::vector<std::jthread> threads;
  threads.reserve(batch.size());
  for (std::size_t i = 0; i < batch.size(); ++i) {
    threads.emplace_back([&, i] { results[i] = walk(i, batch[i]); });
  }
  threads.clear();  // each joins
  return results;
}

#ifdef _OPENMP
Results by_openmp(const Batch& batch) {
  Results results(batch.size());
#pragma omp parallel num_threads(kWorkers)
#pragma omp single
  for (std::size_t i = 0; i < batch.size(); ++i) {
#pragma omp task firstprivate(i) shared(results, batch)
    results[i] = walk(i, batch[i]);
  }
  return results;
}
#endif

Results by_tbb(const Batch& batch) {
  static tbb::task_arena arena(static_cast<int>(kWorkers));
  Results results(batch.size());
  arena.execute([&] {
    tbb::task_group group;
    for (std::size_t i = 0; i < batch.size(); ++i) {
      group.run([&, i] { results[i] = walk(i, batch[i]); });
    }
    group.wait();
  });
  return results;
}

#if COURSE_HAS_DEBIAN_POOL
// A queue for each worker, and stealing (Robert Vaser's thread_pool, MIT licence).
Results by_debian_pool(const Batch& batch) {
  static thread_pool::ThreadPool pool(kWorkers);
  return gather(batch, [](auto task) { return pool.Submit(std::move(task)); });
}
#endif

// ---- the table --------------------------------------------------------------

void compare(const std::string& name, const Batch& batch) {
  const auto add = [&](const char* who, Results (*run)(const Batch&)) {
    benchmark::RegisterBenchmark(
        (name + "/" + who).c_str(),
        [batch, run, expected = in_serial(batch)](benchmark::State& state) {
          for (auto _ : state) {
            if (run(batch) != expected) {
              state.SkipWithError("a result differs from the serial program's");
              return;
            }
          }
          state.counters["per_task"] = benchmark::Counter(
              static_cast<double>(batch.size()),
              benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
        })
        ->UseRealTime()
        ->Unit(benchmark::kMicrosecond);
  };
  add("serial", in_serial);
  add("course_pool", by_course_pool);
  add("thread_each", by_thread_each);
  add("async", by_async);
#ifdef _OPENMP
  add("openmp", by_openmp);
#endif
  add("tbb", by_tbb);
#if COURSE_HAS_DEBIAN_POOL
  add("debian_pool", by_debian_pool);
#endif
}

}  // namespace

int main(int argc, char** argv) {
  // What stands on the command line comes later, and wins.
  std::vector<std::string> words{argv[0], "--benchmark_enable_random_interleaving=true",
                                 "--benchmark_repetitions=25", "--benchmark_min_time=0.05",
                                 "--benchmark_report_aggregates_only=true"};
  words.insert(words.end(), argv + 1, argv + argc);
  std::vector<char*> arguments;
  for (std::string& word : words) {
    arguments.push_back(word.data());
  }
  int count = static_cast<int>(arguments.size());
  benchmark::Initialize(&count, arguments.data());

  compare("empty", Batch(2'000, 0));
  compare("10us", batch_of(1'000, microseconds(10), 1));
  compare("uneven", batch_of(256, microseconds(10), 16));
  benchmark::RunSpecifiedBenchmarks();
}
