// 09 Grain: cut work into chunks, and hand them to whoever is free.
//
// parallel.cpp holds parallel_for and parallel_reduce; kernels.cpp holds
// monte_carlo_pi and matmul, which are short once the first two work. Every
// function may be called from several threads at once.

#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace course {

// ---- parallel.cpp: chunks for everybody -------------------------------------

// The items begin, begin + 1, ..., end - 1.
struct Range {
  std::size_t begin = 0;
  std::size_t end = 0;

  auto operator<=>(const Range&) const = default;
};

// What is done with one chunk. Called once for a chunk, not once for an item:
// what the call costs is shared by all items of the chunk. May throw, and may
// be called from several threads at once.
using Body = std::function<void(Range chunk)>;

// Cuts the items 0 to n - 1 into chunks and calls `body` once for each chunk.
//
// Chunk c begins at item c * grain and holds `grain` items; the last one ends
// at n and may hold fewer. So the cuts do not depend on `workers`. Right for
// every `n` and `grain`, the largest included.
//
// `workers` bodies run at once, or as many as there are chunks if those are
// fewer; the calling thread may run some of them. At most that many threads are
// started. Chunks are handed out in order, and a worker that is done with one
// takes the next at once, whatever the others are still busy with.
//
// A worker whose body throws takes no other chunk, and as soon as it is known
// nobody does. The bodies that are under way run to their ends; then the
// exception of the lowest chunk that threw is thrown again, whatever its type.
// All chunks before that one have run: it is the exception that a plain loop
// would have thrown. Returns or throws only after every thread has ended.
//
// A body may call parallel_for itself; the inner call has workers of its own.
//
// No items: nothing is called. Throws std::invalid_argument if `grain` or
// `workers` is 0, items or no items. An empty `body` throws
// std::bad_function_call where it would be called.
void parallel_for(std::size_t n, std::size_t grain, unsigned workers, const Body& body);

// What one chunk comes to. Like a Body, but with a result.
using Part = std::function<double(Range chunk)>;

using Combine = std::function<double(double total, double part)>;

// Brings n items down to one number:
//   combine(... combine(combine(initial, part(chunk 0)), part(chunk 1)) ..., part(last chunk))
//
// Chunks are cut and parts are called as parallel_for cuts chunks and calls
// bodies; what it says of workers, exceptions and bad arguments holds here as
// well. `combine` is called on the calling thread, once all parts are there,
// and what it throws passes through. It need be neither commutative nor
// associative. Nor is the addition of doubles associative: because the formula
// above names one order, the result is the same to the last bit for every number
// of workers.
//
// Uses memory for one double per chunk. No items give `initial`.
double parallel_reduce(std::size_t n, std::size_t grain, unsigned workers, double initial,
                       const Part& part, const Combine& combine);

// ---- kernels.cpp: two things to compute -------------------------------------

// A generator of random numbers. COURSE CODE, NOT YOURS TO WRITE: it lives in a
// file that the compiler does not see together with yours.
//
// Two generators with the same seed and stream give the same numbers in the
// same order; another stream of the same seed gives other, independent ones.
// Cheap to make and to copy. A generator is a value like an int: two threads
// must not use the same one at the same time.
class Random {
 public:
  Random(std::uint64_t seed, std::uint64_t stream);

  double next();  // at least 0, less than 1

 private:
  std::uint64_t key_;
  std::uint64_t stream_;
  std::uint64_t drawn_ = 0;
};

// So many samples of monte_carlo_pi belong together; the last block may have fewer.
inline constexpr std::size_t kBlock = 4096;

// Estimates pi: throws `samples` darts at a square and counts those that land
// in the quarter of a circle.
//
// Sample s belongs to block s / kBlock. The samples of block b are drawn one
// after the other from Random(seed, b), a generator of its own: for each
// sample x = next(), then y = next(), and the dart is inside if
// x * x + y * y < 1. Returns 4 * (darts inside) / samples.
//
// That fixes every number drawn, so the result is the same for every number of
// workers. `workers` threads draw at once, or as many as there are blocks if
// those are fewer; the calling thread may be one of them.
//
// Throws std::invalid_argument if `samples` or `workers` is 0.
double monte_carlo_pi(std::size_t samples, unsigned workers, std::uint64_t seed);

// Adds factor * other[j] to row[j] for every j; what BLAS calls axpy. COURSE
// CODE, NOT YOURS TO WRITE. Thread-safe as long as nobody else uses `row`
// meanwhile. Throws std::invalid_argument if the two differ in size.
void add_scaled(std::span<double> row, double factor, std::span<const double> other);

// The product of two square matrices of n rows and n columns, in memory row
// after row: row i of a matrix m is m[i * n] to m[i * n + n - 1].
//
// Row i of the product begins as zeros; then a[i * n + k] times row k of b is
// added for k = 0, 1, ..., n - 1, in this order, by one call of add_scaled
// each, on whole rows. So the result is the same to the last bit for every
// number of workers. `workers` threads add at once, or as many as there are rows
// if those are fewer; the calling thread may be one of them.
//
// `a` and `b` may be the same memory. n of 0 gives an empty matrix. Throws
// std::invalid_argument if `workers` is 0, or if `a` or `b` does not hold n * n
// numbers. n must be less than 2^32.
std::vector<double> matmul(std::span<const double> a, std::span<const double> b, std::size_t n,
                           unsigned workers);

}  // namespace course
