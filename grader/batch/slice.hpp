// Part of a class for one task on some machine: whatever the task needs to know of the
// submissions, so that it looks at nothing but its slice and the course.

#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "batch/pieces.hpp"

namespace batch {

using Slice = std::vector<Piece>;  // without reports

// As CBOR, which takes any bytes for text, and back. Throws std::runtime_error if
// `bytes` is none.
std::string as_bytes(const std::vector<const Piece*>& pieces);
Slice slice_from(std::string_view bytes);

// Cuts pieces, given by the names of their submissions, into slices of whole
// submissions: places in `submissions`, at most `each` submissions in a slice; more if
// there would be more than `most` slices. Pieces of a submission stand together.
std::vector<std::vector<std::size_t>> cut(const std::vector<std::string>& submissions,
                                          std::size_t each, std::size_t most);

}  // namespace batch
