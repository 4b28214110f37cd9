// grade replay: shows a schedule that a report named, step by step.

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <iterator>
#include <limits>

#include "cli/debugger.hpp"
#include "cli/seed.hpp"
#include "cli/session.hpp"
#include "cli/submission_folder.hpp"
#include "cli/verbs.hpp"
#include "judge/interleaving.hpp"
#include "report/issues.hpp"
#include "report/terminal_issue.hpp"
#include "submission/submission.hpp"

namespace cli {
namespace {

const course::Test& explored_test(const std::string& name, const course::Exercise& exercise,
                                  const build::Prebuilt& prebuilt) {
  const std::vector<course::Test>& tests = prebuilt.explored(exercise);
  const auto found = std::find_if(tests.begin(), tests.end(), [&](const course::Test& test) {
    return test.full_name() == name;
  });
  if (found != tests.end()) {
    return *found;
  }
  std::vector<std::string> known;
  std::transform(tests.begin(), tests.end(), std::back_inserter(known),
                 [](const course::Test& test) { return test.full_name(); });
  throw UsageError(known.empty()
                       ? fmt::format("no test of {} is run in orders of its threads", exercise.id)
                       : fmt::format("no test '{}' to replay in {}; there are {}", name,
                                     exercise.id, fmt::join(known, ", ")));
}

// All steps: a report shows the last of them.
void show_every_step(report::ExerciseReport& report) {
  for (judge::Finding& finding : report.findings) {
    if (finding.exploration) {
      finding.exploration->drawing =
          judge::drawing(finding.exploration->steps, std::numeric_limits<std::size_t>::max());
    }
  }
}

// The test in gdb, if it builds; what was found is why it does not.
Graded debug(const Work& work, const course::Test& test, const std::string& seed,
             Session& session) {
  return session.grading().build_explored(
      work, [&](const build::Program& program, const build::Workshop& workshop) {
        session.progress().clear();
        cli::debug(program.with(test).explored, {"--gtest_filter=" + test.full_name()},
                   {.seed = seed,
                    .scratch = workshop.scratch("debugged"),
                    .sources = {workshop.sources(), session.catalogue().root() / "exercises"}},
                   *work.exercise);
      });
}

}  // namespace

ExitCode replay(const Options& given) {
  check_submission(given);
  check_seed(given.replay.seed);
  if (given.replay.gdb) {
    check_debugger();
  }
  Options options = given;
  options.names = {given.replay.name};
  Session session(options);
  const course::Exercise& exercise = *session.exercises().front();
  const course::Test& test = explored_test(options.replay.test, exercise, session.prebuilt());

  const SubmissionFolder folder(options);
  const Work work{.exercise = &exercise,
                  .folders = {submission::folder_of(exercise, folder.path())}};
  report::Report report;
  report.submission = shown_name(options, session.catalogue());
  if (options.replay.gdb) {
    report.exercises = {debug(work, test, options.replay.seed, session).report};
  } else {
    report.exercises = {
        session.grading()
            .replay(work, test,
                    {.count = 1, .whole = options.replay.whole, .replay = options.replay.seed})
            .report};
  }
  show_every_step(report.exercises.front());
  session.progress().clear();

  const std::vector<report::Issue> issues = report::issues(report.exercises.front().findings);
  if (issues.empty() && options.replay.gdb) {
    return ExitCode::all_points;
  }
  if (issues.empty()) {
    fmt::print("{} passes in the schedule {}\n", test.full_name(), options.replay.seed);
    return ExitCode::all_points;
  }
  const report::TerminalStyle style{
      .colour = is_colour_terminal(STDOUT_FILENO), .verbose = true, .width = 100};
  for (const report::Issue& issue : issues) {
    for (const std::string& line : report::in_full(issue, report, exercise, style)) {
      fmt::print("{}\n", line);
    }
  }
  return judge::undecided(issues.front().finding->verdict) ? ExitCode::not_measurable
                                                           : ExitCode::points_missing;
}

}  // namespace cli
