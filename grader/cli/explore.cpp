// grade explore: any program with a main(), run in many orders of its threads.
//
// The program is the user's own: it is compiled and run without a sandbox.

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>

#include "cli/debugger.hpp"
#include "cli/seed.hpp"
#include "cli/session.hpp"
#include "cli/user_program.hpp"
#include "cli/verbs.hpp"
#include "judge/schedules.hpp"
#include "report/issues.hpp"
#include "report/terminal_issue.hpp"
#include "sandbox/temporary_folder.hpp"

namespace cli {
namespace {

namespace fs = std::filesystem;

// What fails three times in N schedules fails not once in them with a probability of 5 %.
constexpr unsigned kRuleOfThree = 3;

void print(const judge::Finding& finding, const UserProgram& program) {
  const course::Exercise& exercise = program.exercise();
  report::Report report;
  report.submission = program.shown_root();
  report.exercises.emplace_back();
  report.exercises.front().exercise = exercise;
  report.exercises.front().findings = {finding};
  const report::TerminalStyle style{
      .colour = is_colour_terminal(STDOUT_FILENO), .verbose = true, .width = 100};
  for (const report::Issue& issue : report::issues(report.exercises.front().findings)) {
    for (const std::string& line : report::in_full(issue, report, exercise, style)) {
      fmt::print("{}\n", line);
    }
  }
}

void print_nothing_found(unsigned schedules) {
  fmt::print("no failure in {} schedules\n", schedules);
  if (schedules >= kRuleOfThree) {
    fmt::print(
        "That is no proof. A failure in one of {} such schedules would have shown itself with a "
        "certainty of 95 %.\n",
        schedules / kRuleOfThree);
  }
}

}  // namespace

ExitCode explore(const Options& options) {
  const UserProgram program(options.explore.files);
  if (!options.explore.replay.empty()) {
    check_seed(options.explore.replay);
  }
  if (options.explore.gdb) {
    check_debugger();
  }
  Session session(options);
  const build::Recipe& recipe =
      session.prebuilt().recipe(session.catalogue().exercises().front(), build::Profile::tsan);
  const sandbox::ProcessRunner runner(sandbox::Isolation::none("the user's own program"),
                                      session.interrupt());
  const sandbox::TemporaryFolder output;
  const fs::path file =
      program.build(options.explore.includes, output.path(), recipe,
                    {.parts = recipe.explorer, .options = recipe.explorer_link}, runner);

  std::vector<std::string> arguments{file.string()};
  arguments.insert(arguments.end(), options.explore.arguments.begin(),
                   options.explore.arguments.end());
  if (options.explore.gdb) {
    session.progress().clear();
    return debug(file, options.explore.arguments,
                 {.seed = options.explore.replay, .scratch = {}, .sources = {program.root()}},
                 program.exercise());
  }
  session.progress().stage("controlling schedules");
  const judge::ExploredRun run =
      judge::explore(command_in(fs::current_path(), std::move(arguments)),
                     {.count = options.explore.schedules,
                      .replay = options.explore.replay,
                      .first = options.explore.seed,
                      .strategy = options.explore.strategy,
                      .adversary = options.explore.adversary,
                      .budget = std::chrono::seconds(options.explore.budget)},
                     recipe.inspection.symbolizer, runner);
  session.progress().clear();
  judge::Finding finding = judge::judge_exploration(run, program.sources());
  if (judge::passed(finding.verdict)) {
    print_nothing_found(finding.exploration->schedules);
    return ExitCode::all_points;
  }
  if (!finding.exploration->seed.empty()) {
    finding.again = fmt::format("the same command with --replay {}", finding.exploration->seed);
  }
  print(finding, program);
  return judge::undecided(finding.verdict) ? ExitCode::not_measurable : ExitCode::points_missing;
}

}  // namespace cli
