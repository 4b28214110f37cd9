// Grades what the user named, and puts the results together.

#pragma once

#include <string>

#include "cli/grading.hpp"
#include "cli/options.hpp"
#include "cli/session.hpp"
#include "report/report.hpp"

namespace cli {

// Keeps how far this checkout has come, if that is what is graded. `listener` is
// told each finding as soon as it is there, see Grading: then the first come sooner,
// and the last later.
report::Report grade_submission(Session& session, const Options& options,
                                const Grading::Listener& listener = {});

// Of one exercise of a submission in a class, just graded.
report::Report piece_report(const std::string& submission, Graded graded,
                            const report::Machine& machine);

// As reports have it: "2026-01-31T12:00:00Z".
std::string now_in_utc();

}  // namespace cli
