// The square of the benchmarks, in a file of its own: no compiler sees it
// together with a loop that calls it, neither the baseline's nor a student's.

#include "cpu_or_io.hpp"

namespace course {

std::uint64_t square(std::uint64_t i) { return i * i; }

}  // namespace course
