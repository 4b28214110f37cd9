// The document that some exercises want beside the code: what the author has to
// say of it, and the figures of a run of it.

#pragma once

#include <string>
#include <vector>

#include "course/exercise.hpp"
#include "judge/finding.hpp"
#include "submission/submission.hpp"

namespace judge {

// One line for the author to copy: what the row measured, and a sum that the
// figures give. It keeps out slips and figures that nobody measured; who reads
// this program can make one up.
std::string figures(const course::Exercise& exercise, const Finding& speed);

// One finding: passed, or for each thing that is missing one. A heading of the
// manifest is answered if words of the author's own follow it: quotations and
// comments are the course's. `speed`: what the row showed in this run, if it
// was timed.
std::vector<Finding> judge_document(const course::Exercise& exercise,
                                    const submission::Submission& submission,
                                    const std::vector<Finding>& speed);

}  // namespace judge
