// How the model answer of 07-thread-pool compares with what else runs tasks: a
// thread for each task, std::async, OpenMP tasks, oneTBB's task_group, and
// Debian's libthread-pool-dev. The batches are those of tasks.hpp.
//
// Each has as many workers as there are CPUs. Those that keep their workers between
// batches keep them. Needs a quiet machine: peers.sh runs it and prints the table.

#include <oneapi/tbb/task_arena.h>
#include <oneapi/tbb/task_group.h>

#include <algorithm>
#include <future>
#include <thread>
#include <thread_pool/thread_pool.hpp>
#include <utility>
#include <vector>

#include "tasks.hpp"
#include "thread_pool.hpp"

namespace {

using peers::Batch;
using peers::Results;

const unsigned kWorkers = std::max(1U, std::thread::hardware_concurrency());

template <class Submit>
Results gather(const Batch& batch, const Submit& submit) {
  std::vector<std::future<std::uint64_t>> futures;
  futures.reserve(batch.count());
  for (std::size_t i = 0; i < batch.count(); ++i) {
    futures.push_back(submit([i, &batch] { return batch.run(i); }));
  }
  Results results;
  results.reserve(batch.count());
  for (auto& future : futures) {
    results.push_back(future.get());
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
  Results results(batch.count());
  std::vector<std::jthread> threads;
  threads.reserve(batch.count());
  for (std::size_t i = 0; i < batch.count(); ++i) {
    threads.emplace_back([&, i] { results[i] = batch.run(i); });
  }
  threads.clear();  // each joins
  return results;
}

Results by_openmp(const Batch& batch) {
  Results results(batch.count());
#pragma omp parallel num_threads(kWorkers)
#pragma omp single
  for (std::size_t i = 0; i < batch.count(); ++i) {
#pragma omp task firstprivate(i) shared(results, batch)
    results[i] = batch.run(i);
  }
  return results;
}

Results by_tbb(const Batch& batch) {
  static tbb::task_arena arena(static_cast<int>(kWorkers));
  Results results(batch.count());
  arena.execute([&] {
    tbb::task_group group;
    for (std::size_t i = 0; i < batch.count(); ++i) {
      group.run([&, i] { results[i] = batch.run(i); });
    }
    group.wait();
  });
  return results;
}

// A queue for each worker, and stealing (Robert Vaser's thread_pool, MIT licence).
Results by_debian_pool(const Batch& batch) {
  static thread_pool::ThreadPool pool(kWorkers);
  return gather(batch, [](auto task) { return pool.Submit(std::move(task)); });
}

}  // namespace

int main(int argc, char** argv) {
  for (const Batch& batch : peers::batches()) {
    peers::add(batch, "one thread, in a loop", peers::in_serial);
    peers::add(batch, "the course's pool (07)", by_course_pool);
    peers::add(batch, "a thread for each task", by_thread_each);
    peers::add(batch, "std::async", by_async);
    peers::add(batch, "OpenMP tasks", by_openmp);
    peers::add(batch, "oneTBB's task_group", by_tbb);
    peers::add(batch, "Debian's libthread-pool-dev", by_debian_pool);
  }
  return peers::run_all(argc, argv);
}
