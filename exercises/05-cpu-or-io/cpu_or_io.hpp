// 05 CPU or I/O: find out what a task is bound by, and choose the workers by it.
//
// usage.cpp holds measure, classify and workers_for; workers.cpp holds share,
// sum_of_squares and fetch_all. Every function may be called from several
// threads at once, but measure sees what all of them use.

#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace course {

// ---- usage.cpp: what is it bound by? ----------------------------------------

using Task = std::function<void()>;

// Seconds. `cpu` adds up the computing of all threads, so it may exceed `wall`.
struct Usage {
  std::chrono::duration<double> wall{};
  std::chrono::duration<double> cpu{};
};

// Runs `task` once, on the calling thread. Returns how much time passed
// meanwhile (on a clock that nobody sets) and how much CPU time the whole
// process used, its other threads included; both to the millisecond or better.
//
// What `task` throws passes through. An empty `task` throws
// std::bad_function_call, as calling it does.
Usage measure(const Task& task);

enum class Bound { cpu, io };

// Bound::cpu if CPU time is at least a quarter of the wall time, Bound::io
// otherwise. Two zeros are Bound::cpu: such a task never waited.
//
// Why a quarter: a task that waits computes for a few hundredths of its time,
// however busy the machine is. One that computes does nothing else on a quiet
// machine, but gets only a third of a core that two other programs want too.
//
// Throws std::invalid_argument if a time is negative.
Bound classify(Usage usage);

// How many workers to start for `tasks` tasks on a machine with `cores` cores.
//   Bound::cpu  `cores`: one more would only take turns with the others
//   Bound::io   `cores + 4`, at most 32: the default of Python's ThreadPoolExecutor
// Never more than `tasks`, and at least 1. `cores` of 0 means "unknown" (see
// std::thread::hardware_concurrency) and counts as 1. Right for every argument,
// the largest included.
unsigned workers_for(Bound bound, unsigned cores, std::size_t tasks);

// ---- workers.cpp: put the workers to work -----------------------------------

// The numbers begin, begin + 1, ..., end - 1.
struct Range {
  std::uint64_t begin = 0;
  std::uint64_t end = 0;

  bool operator==(const Range&) const = default;
};

// What worker number `worker` (0 to workers - 1) gets of the numbers below `n`.
// The shares follow each other from 0 to n without gap or overlap, and the
// longest is at most one number longer than the shortest. Some are empty if
// there are more workers than numbers. Right for every `n` up to 2^64 - 1.
//
// Throws std::invalid_argument if `worker` is not less than `workers`.
Range share(std::uint64_t n, unsigned workers, unsigned worker);

// i * i modulo 2^64. COURSE CODE, NOT YOURS TO WRITE: it stands for a piece of
// real work, and lives in a file that the compiler does not see together with
// yours. Faced with a loop over `i * i`, clang puts a formula in place of the
// loop, and then there is no work left to share out. The benchmark's square()
// squares i with a few bits turned, so ask for it. Thread-safe, never throws.
std::uint64_t square(std::uint64_t i);

// The sum of square(0), square(1), ..., square(n - 1), modulo 2^64.
//
// `workers` threads work at once, worker w on share(n, workers, w) alone; the
// calling thread may be one of them. square() is called once for each number.
// The time is that of n squares: nobody will see the end of n = 2^64 - 1.
//
// Throws std::invalid_argument if `workers` is 0.
std::uint64_t sum_of_squares(std::uint64_t n, unsigned workers);

// Fetches one url and returns its body. May take long, may throw, and may be
// called from several threads at once.
using Fetch = std::function<std::string(const std::string& url)>;

// Fetches every url once and returns the bodies in the order of `urls`.
//
// Never more than `workers` fetches are under way, and never fewer while urls
// are left: fetches start in the order of `urls`, and a worker whose fetch has
// ended takes the next url at once, whatever the others are still waiting for.
// No more than `workers` threads exist for it besides the calling thread, and
// waiting uses no CPU.
//
// A fetch that throws does not keep other urls from being fetched. Once all
// fetches have ended, the exception of the lowest index is thrown again; the
// bodies are lost then.
//
// No urls give no bodies. Throws std::invalid_argument if `workers` is 0.
std::vector<std::string> fetch_all(std::span<const std::string> urls, const Fetch& fetch,
                                   unsigned workers);

}  // namespace course
