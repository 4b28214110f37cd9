// Three kinds of work: even, uneven, and heavy on memory. What is done with an
// item is the course's own code in all of them, the same for the baseline as
// for yours; yours is how the items get to the workers.
//
// matmul has no row. Whoever adds rows in an order that suits the caches is
// faster than the plain loop, and rightly so: a speed-up over that loop would
// say nothing about the workers.

#include <algorithm>
#include <atomic>
#include <bit>
#include <cmath>
#include <cstdint>
#include <functional>
#include <numeric>
#include <vector>

#include "grain.hpp"
#include "random_secret.hpp"
#include "support/secret.hpp"
#include "support/speed_row.hpp"

namespace course {
namespace {

// ---- monte_carlo_pi: even ---------------------------------------------------
//
// The numbers come from calls that the compiler does not see through, so what a
// loop counts in memory stays in memory: counts that lie side by side cost what
// false sharing costs.

struct Darts {
  std::size_t samples = 0;
  std::uint64_t seed = 0;
};

Darts make_darts(std::uint64_t seed, std::size_t size) {
  set_random_secret(seed);
  // A few samples more or less, so that the last block is a short one.
  return {.samples = size + seed % 997, .seed = seed};
}

double pi_serially(const Darts& darts) {
  std::size_t inside = 0;
  for (std::size_t begin = 0; begin < darts.samples; begin += kBlock) {
    Random random(darts.seed, begin / kBlock);
    const std::size_t end = std::min(begin + kBlock, darts.samples);
    for (std::size_t sample = begin; sample < end; ++sample) {
      const double x = random.next();
      const double y = random.next();
      inside += x * x + y * y < 1 ? 1U : 0U;
    }
  }
  return 4 * static_cast<double>(inside) / static_cast<double>(darts.samples);
}

const bool pi_registered = support::add_row(
    "monte_carlo_pi", support::CpuRow<Darts, double>{
                          .size = 5'000'000,
                          .make = make_darts,
                          .serial = pi_serially,
                          .yours =
                              [](const Darts& darts, unsigned workers) {
                                return monte_carlo_pi(darts.samples, workers, darts.seed);
                              },
                      });

// ---- triangle: uneven -------------------------------------------------------

using Rows = std::vector<std::uint64_t>;

// Row i mixes i numbers.
constexpr std::size_t kRowsPerChunk = 8;

struct Triangle {
  std::uint64_t seed = 0;
  std::size_t rows = 0;
};

void mix_rows(const Triangle& triangle, Range rows, Rows& mixed) {
  for (std::size_t i = rows.begin; i < rows.end; ++i) {
    std::uint64_t row = triangle.seed;
    for (std::size_t j = 0; j < i; ++j) {
      // Each step needs the one before it: there is no quicker way to the last.
      row = (row ^ (row >> 29U)) * 0xbf58476d1ce4e5b9U + j;
    }
    mixed[i] = row;
  }
}

const bool triangle_registered = support::add_row(
    "triangle", support::CpuRow<Triangle, Rows>{
                    .size = 21'000'000,
                    .make =
                        [](std::uint64_t seed, std::size_t size) {
                          support::Secret secret;
                          secret.renew(seed);
                          const double numbers = 2 * static_cast<double>(size);
                          return Triangle{.seed = secret.of(0),
                                          .rows = static_cast<std::size_t>(std::sqrt(numbers))};
                        },
                    .serial =
                        [](const Triangle& triangle) {
                          Rows mixed(triangle.rows);
                          mix_rows(triangle, {0, triangle.rows}, mixed);
                          return mixed;
                        },
                    .yours =
                        [](const Triangle& triangle, unsigned workers) {
                          Rows mixed(triangle.rows);
                          parallel_for(triangle.rows, kRowsPerChunk, workers,
                                       [&](Range rows) { mix_rows(triangle, rows, mixed); });
                          return mixed;
                        },
                });

// ---- gather: heavy on memory ------------------------------------------------
//
// Numbers from random places of a table that fills a core's own caches and more. Where the
// next one lies, the one before it tells: so each is waited for, and how much memory the
// core could ask for at a time makes no difference. A table much larger than that would
// time how a virtual machine looks up addresses.

constexpr std::size_t kTable = std::size_t{1} << 18U;  // 2 MiB of doubles
constexpr std::size_t kNumbersPerChunk = 1024;

struct Places {
  support::Secret secret;
  std::vector<double> table;
  std::size_t count = 0;
};

Places make_places(std::uint64_t seed, std::size_t size) {
  Places places;
  places.secret.renew(seed);
  places.count = size;
  places.table.reserve(kTable);
  for (std::size_t i = 0; i < kTable; ++i) {
    places.table.push_back(static_cast<double>(places.secret.of(i) >> 11U) * 0x1p-53);
  }
  return places;
}

double gather(const Places& places, Range chunk) {
  double sum = 0;
  std::uint64_t place = places.secret.of(~chunk.begin);
  for (std::size_t i = chunk.begin; i < chunk.end; ++i) {
    const double number = places.table[place % kTable];
    sum += number;
    place = places.secret.of(place ^ std::bit_cast<std::uint64_t>(number));
  }
  return sum;
}

// The sums of the chunks are added in their order, as parallel_reduce promises: they are
// equal to the last bit. They are made in an order that begins somewhere else in each
// call, or copies of this that run at once would fetch from memory for each other.
double gather_serially(const Places& places) {
  static std::atomic<std::uint64_t> calls{0};
  std::vector<double> sums((places.count + kNumbersPerChunk - 1) / kNumbersPerChunk);
  const std::size_t first = places.secret.of(calls++) % sums.size();
  for (std::size_t i = 0; i < sums.size(); ++i) {
    const std::size_t chunk = (first + i) % sums.size();
    const std::size_t begin = chunk * kNumbersPerChunk;
    sums[chunk] = gather(places, {begin, std::min(begin + kNumbersPerChunk, places.count)});
  }
  return std::accumulate(sums.begin(), sums.end(), 0.0);
}

const bool gather_registered = support::add_row(
    "gather", support::CpuRow<Places, double>{
                  .size = 750'000,
                  .make = make_places,
                  .serial = gather_serially,
                  .yours =
                      [](const Places& places, unsigned workers) {
                        return parallel_reduce(
                            places.count, kNumbersPerChunk, workers, 0,
                            [&](Range chunk) { return gather(places, chunk); }, std::plus<>());
                      },
              });

}  // namespace
}  // namespace course
