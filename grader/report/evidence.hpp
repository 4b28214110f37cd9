// A finding's raw evidence, made short. Pure; its lines are printable.

#pragma once

#include <cstddef>

#include "judge/finding.hpp"
#include "report/layout.hpp"

namespace report {

struct Excerpt {
  Lines lines;
  std::size_t left_out = 0;  // lines that are not shown
};

// The first `most` lines of a finding's evidence; of a compiler's, from the
// first error on. Blank lines around it are not counted.
Excerpt evidence(const judge::Finding& finding, std::size_t most);

}  // namespace report
