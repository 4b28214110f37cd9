// What the benchmark's square() adds to its work, so that no formula and no
// earlier result can stand for it: it squares not i, but i with some bits
// turned, other ones for every input.

#pragma once

#include <cstdint>

namespace course {

// Not to be called while somebody asks for squares.
void set_square_secret(std::uint64_t seed);

}  // namespace course
