#include "cli/submission_report.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <chrono>
#include <utility>
#include <vector>

#include "cli/standing.hpp"
#include "cli/submission_folder.hpp"
#include "submission/submission.hpp"

namespace cli {

std::string now_in_utc() {
  return fmt::format(
      "{:%Y-%m-%dT%H:%M:%SZ}",
      fmt::gmtime(std::chrono::system_clock::to_time_t(std::chrono::system_clock::now())));
}

report::Report grade_submission(Session& session, const Options& options,
                                const Grading::Listener& listener) {
  const auto started = std::chrono::steady_clock::now();
  report::Report report;
  report.started = now_in_utc();
  const SubmissionFolder folder(options);
  std::vector<Work> work;
  for (const course::Exercise* exercise : session.exercises()) {
    work.push_back(
        {.exercise = exercise, .folders = {submission::folder_of(*exercise, folder.path())}});
    if (listener) {
      work.back().sanitizer = Work::Sanitizer::once_built;
    }
  }
  report.grader_version = COURSE_VERSION;
  report.submission = shown_name(options, session.catalogue());
  for (Graded& graded : session.grading().grade(work, listener)) {
    if (options.submission.empty() && options.tests.empty()) {
      remember(graded.report, options.root);
    }
    report.exercises.push_back(std::move(graded.report));
  }
  report.machine = session.machine();
  report.seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
  return report;
}

report::Report piece_report(const std::string& submission, Graded graded,
                            const report::Machine& machine) {
  report::Report report;
  report.grader_version = COURSE_VERSION;
  report.submission = submission;
  report.started = now_in_utc();
  report.machine = machine;
  report.seconds = graded.report.seconds;
  report.exercises.push_back(std::move(graded.report));
  return report;
}

}  // namespace cli
