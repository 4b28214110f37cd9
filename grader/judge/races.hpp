// Evidence from ThreadSanitizer: the same tests, judged by what it writes.

#pragma once

#include "judge/finding.hpp"
#include "judge/sources.hpp"
#include "judge/tests.hpp"

namespace judge {

// The finding of part `races` for one test run under ThreadSanitizer. `run` is
// judged by its log first; a test that passes plainly and not here is a finding
// too, because its outcome hangs on timing.
Finding judge_races(const course::Exercise& exercise, const course::Test& test, const TestRun& run,
                    const Sources& sources);

}  // namespace judge
