// Random and add_scaled of the benchmarks, in a file of their own: no compiler
// sees them together with a loop that calls them, neither the baseline's nor a
// student's.

#include <stdexcept>

#include "grain.hpp"
#include "random_secret.hpp"
#include "support/secret.hpp"

namespace course {
namespace {

support::Secret numbers_are;

}  // namespace

void set_random_secret(std::uint64_t seed) { numbers_are.renew(seed); }

// Each number needs the one before it. What such a chain of steps takes hardly
// depends on who else uses the core; work that could fill it does. And nothing but
// that number is stored: a count beside it cost up to a tenth more, or nothing, by
// where in memory the loop that calls this happened to lie.
Random::Random(std::uint64_t seed, std::uint64_t stream)
    : key_(numbers_are.of(seed)), stream_(numbers_are.of(key_ + stream)) {
  drawn_ = 0;  // not counted here
}

double Random::next() {
  stream_ = numbers_are.of(key_ ^ stream_);
  return static_cast<double>(stream_ >> 11U) * 0x1p-53;
}

void add_scaled(std::span<double> row, double factor, std::span<const double> other) {
  if (row.size() != other.size()) {
    throw std::invalid_argument("add_scaled: a row of another size");
  }
  for (std::size_t j = 0; j < row.size(); ++j) {
    row[j] += factor * other[j];
  }
}

}  // namespace course
