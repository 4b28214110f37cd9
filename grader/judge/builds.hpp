// Findings for submissions that never became a program.

#pragma once

#include <vector>

#include "build/workshop.hpp"
#include "judge/finding.hpp"
#include "judge/sources.hpp"
#include "submission/submission.hpp"

namespace judge {

std::vector<Finding> judge_refusals(const course::Exercise& exercise,
                                    const std::vector<submission::Refusal>& refusals);

Finding judge_build_failure(const course::Exercise& exercise, const build::BuildFailure& failure,
                            const Sources& sources);

// One finding for all breaches: the first one is what the verdict names.
Finding judge_breaches(const course::Exercise& exercise, const build::Breaches& breaches,
                       const Sources& sources);

}  // namespace judge
