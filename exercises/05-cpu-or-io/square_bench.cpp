// The square of the benchmarks, in a file of its own: no compiler sees it
// together with a loop that calls it, neither the baseline's nor a student's.

#include "cpu_or_io.hpp"
#include "square_secret.hpp"

namespace course {
namespace {

std::uint64_t turned_bits = 0;

}  // namespace

void set_square_secret(std::uint64_t seed) { turned_bits = seed * 0x9e3779b97f4a7c15U; }

std::uint64_t square(std::uint64_t i) { return (i ^ turned_bits) * (i ^ turned_bits); }

}  // namespace course
