// grade run: grades one submission.

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>

#include "cli/files.hpp"
#include "cli/lists.hpp"
#include "cli/session.hpp"
#include "cli/submission_folder.hpp"
#include "cli/submission_report.hpp"
#include "cli/verbs.hpp"
#include "report/hidden_tests.hpp"
#include "report/terminal.hpp"

namespace cli {
namespace {

bool was_submitted(const report::ExerciseReport& exercise) {
  return std::none_of(exercise.findings.begin(), exercise.findings.end(),
                      [](const judge::Finding& finding) {
                        return std::holds_alternative<judge::NotSubmitted>(finding.verdict);
                      });
}

ExitCode exit_code(const report::Report& report) {
  if (std::none_of(report.exercises.begin(), report.exercises.end(), was_submitted)) {
    return ExitCode::nothing_graded;
  }
  if (report.earned() + report.not_measured() < report.possible()) {
    return ExitCode::points_missing;
  }
  return report.not_measured() > 0 ? ExitCode::not_measurable : ExitCode::all_points;
}

}  // namespace

ExitCode run(const Options& options) {
  check_submission(options);
  check_writable(options.files);
  Session session(options);
  session.check_hidden_tests();
  const report::Report report = grade_submission(session, options);
  session.progress().clear();
  const report::Report shown = options.reveal ? report : report::for_students(report);
  fmt::print("{}", report::terminal(shown, {.colour = is_colour_terminal(STDOUT_FILENO),
                                            .verbose = options.verbose,
                                            .width = 80}));
  write(options.files, report, options.reveal);
  const ExitCode code = exit_code(report);
  const bool is_done = code == ExitCode::all_points || code == ExitCode::not_measurable;
  if (options.submission.empty() && is_done) {  // else the report names the next step
    fmt::print("{}", what_is_next(session.catalogue(), options.root));
  }
  return code;
}

}  // namespace cli
