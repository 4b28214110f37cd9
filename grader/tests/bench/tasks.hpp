// Batches of tasks that everybody runs who is compared here, and how they become
// benchmarks. No part of any grade.
//
//   empty    2,000 tasks that do nothing: the cost of a task
//   10us     1,000 tasks of 10 us
//   1ms      64 tasks of 1 ms
//   uneven   256 tasks of 10 to 160 us
//   squares  4 sums of 10,000,000 squares, as in the lecture
//   counter  4 tasks of 100,000 increments each, of one number below a lock
//
// A benchmark is called BATCH/WHO. It runs one batch and waits for all of it; a batch
// whose results are wrong is an error. "each" is the wall time of a batch by its
// tasks. peers.py reads it; python_peers.py has the same batches.

#pragma once

#include <benchmark/benchmark.h>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace peers {

// What a task does: with the number it has in its batch, and with the size of its work.
using Task = std::uint64_t (*)(std::uint64_t number, std::uint64_t size);
using Results = std::vector<std::uint64_t>;

struct Batch {
  std::string name;
  Task task;
  std::vector<std::uint64_t> sizes;  // one for each task

  std::size_t count() const { return sizes.size(); }
  std::uint64_t run(std::size_t i) const { return task(i, sizes[i]); }
};

// `size` steps of which each needs the one before it: SplitMix64.
std::uint64_t walk(std::uint64_t number, std::uint64_t size);
// Of the numbers below `size`.
std::uint64_t sum_of_squares(std::uint64_t number, std::uint64_t size);

// Those above. Their steps are counted once, when the machine is asked how fast it is.
const std::vector<Batch>& batches();

// The results in a loop, on one thread: what everybody's are compared with.
Results in_serial(const Batch& batch);

// Registers "BATCH/who".
void add(const Batch& batch, const std::string& who,
         const std::function<Results(const Batch&)>& run);

// The same for what is no Batch: `run` does `count` things and says whether it did them right.
void add(const std::string& name, std::size_t count, const std::function<bool()>& run);

// Runs what is registered as the command line says; without words on that: 5 times each,
// in random order.
int run_all(int argc, char** argv);

}  // namespace peers
