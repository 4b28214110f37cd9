// What the benchmark's Random adds to its numbers, so that nobody can draw them
// in another way, or beforehand: another secret for every input.

#pragma once

#include <cstdint>

namespace course {

// Not to be called while somebody draws.
void set_random_secret(std::uint64_t seed);

}  // namespace course
