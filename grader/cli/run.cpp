// grade run: grades one submission.

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>

#include "cli/files.hpp"
#include "cli/session.hpp"
#include "cli/standing.hpp"
#include "cli/submission_folder.hpp"
#include "cli/verbs.hpp"
#include "report/terminal.hpp"
#include "submission/submission.hpp"

namespace cli {
namespace {

namespace fs = std::filesystem;

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
  const auto started = std::chrono::system_clock::now();
  check_submission(options);
  check_writable(options.files);

  Session session(options);
  const SubmissionFolder folder(options);
  std::vector<Work> work;
  for (const course::Exercise* exercise : session.exercises()) {
    work.push_back(
        {.exercise = exercise, .folders = {submission::folder_of(*exercise, folder.path())}});
  }

  report::Report report;
  report.grader_version = COURSE_VERSION;
  report.submission = shown_name(options, session.catalogue());
  report.started = fmt::format("{:%Y-%m-%dT%H:%M:%SZ}",
                               fmt::gmtime(std::chrono::system_clock::to_time_t(started)));
  report.machine = session.machine();
  for (Graded& graded : session.grading().grade(work)) {
    if (options.submission.empty()) {
      remember(graded.report, options.root);
    }
    report.exercises.push_back(std::move(graded.report));
  }
  report.seconds =
      std::chrono::duration<double>(std::chrono::system_clock::now() - started).count();

  session.progress().clear();
  fmt::print("{}", report::terminal(report, {.colour = is_colour_terminal(STDOUT_FILENO),
                                             .verbose = options.verbose,
                                             .width = 80}));
  write(options.files, report);
  return exit_code(report);
}

}  // namespace cli
