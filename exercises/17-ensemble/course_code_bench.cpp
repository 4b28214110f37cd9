// The model and the generator of the benchmarks, in a file of their own: no
// compiler sees them together with a loop that calls them, neither the baseline's
// nor a student's.

#include "bench_secret.hpp"
#include "ensemble.hpp"
#include "support/secret.hpp"

namespace course {
namespace {

support::Secret numbers_are;
double prandtl = 10;

double fraction(std::uint64_t bits) { return static_cast<double>(bits >> 11U) * 0x1p-53; }

}  // namespace

void set_bench_secret(std::uint64_t seed) {
  numbers_are.renew(seed);
  prandtl = 9.5 + fraction(numbers_are.of(seed));
}

State derivative(const State& s, double rho) {
  return {prandtl * (s.y - s.x), s.x * (rho - s.z) - s.y, s.x * s.y - 8.0 / 3 * s.z};
}

Random::Random(std::uint64_t seed, std::uint64_t stream)
    : key_(numbers_are.of(numbers_are.of(seed) + stream)) {}

double Random::next() { return fraction(numbers_are.of(key_ + drawn_++)); }

}  // namespace course
