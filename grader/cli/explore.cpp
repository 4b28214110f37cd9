// grade explore: any program with a main(), run in many orders of its threads.
//
// The program is the user's own: it is compiled and run without a sandbox.

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <system_error>

#include "cli/debugger.hpp"
#include "cli/seed.hpp"
#include "cli/session.hpp"
#include "cli/verbs.hpp"
#include "judge/schedules.hpp"
#include "report/issues.hpp"
#include "report/terminal_issue.hpp"
#include "sandbox/temporary_folder.hpp"

namespace cli {
namespace {

namespace fs = std::filesystem;

constexpr std::chrono::minutes kCompilerDeadline{5};
// What fails three times in N schedules fails not once in them with a probability of 5 %.
constexpr unsigned kRuleOfThree = 3;

// The folder that all files lie in; they may lie deeper.
fs::path common_folder(const std::vector<fs::path>& files) {
  fs::path folder = files.front().parent_path();
  for (const fs::path& file : files) {
    while (folder != folder.root_path() &&
           !file.lexically_relative(folder).native().compare(0, 2, "..")) {
      folder = folder.parent_path();
    }
  }
  return folder;
}

std::vector<fs::path> existing(const std::vector<fs::path>& files) {
  std::vector<fs::path> all;
  for (const fs::path& file : files) {
    std::error_code error;
    if (!fs::is_regular_file(file, error)) {
      throw UsageError(fmt::format("no such file: {}; name C++ files, one of them with a main()",
                                   file.string()));
    }
    all.push_back(fs::canonical(file));
  }
  return all;
}

// The user's files, as if they were the submission of an exercise: reports name
// their lines first.
course::Exercise as_exercise(const std::vector<fs::path>& files, const fs::path& folder) {
  course::Exercise exercise;
  exercise.id = folder.filename().string();
  for (const fs::path& file : files) {
    exercise.submit.push_back(file.lexically_relative(folder).string());
  }
  return exercise;
}

sandbox::Command command_in(const fs::path& folder, std::vector<std::string> arguments) {
  sandbox::Command command;
  command.arguments = std::move(arguments);
  command.folder = folder;
  for (const char* name : {"PATH", "HOME", "TMPDIR", "LANG"}) {
    if (const char* value = std::getenv(name)) {  // NOLINT(concurrency-mt-unsafe): nobody sets it
      command.environment[name] = value;
    }
  }
  return command;
}

void run_tool(const fs::path& folder, std::vector<std::string> arguments,
              const sandbox::Runner& runner) {
  sandbox::Command command = command_in(folder, std::move(arguments));
  command.limits.deadline = kCompilerDeadline;
  const sandbox::Run run = runner.run(command);
  fmt::print(stderr, "{}", run.errors);
  if (!run.succeeded()) {
    throw UsageError("the program does not build; see above");
  }
}

// Compiled as the exercises are for ThreadSanitizer, and linked with the
// runtime of controlled schedules.
fs::path build(const course::Exercise& exercise, const fs::path& folder,
               const std::vector<fs::path>& includes, const fs::path& output,
               const build::Recipe& recipe, const sandbox::Runner& runner) {
  std::vector<std::string> link{recipe.compiler};
  for (const std::string& file : exercise.submit) {
    const fs::path object = output / fmt::format("{}.o", link.size());
    std::vector<std::string> compile{recipe.compiler};
    compile.insert(compile.end(), recipe.compile.begin(), recipe.compile.end());
    for (const fs::path& include : includes) {
      compile.push_back("-I" + fs::absolute(include).string());
    }
    compile.insert(compile.end(), {"-fdebug-compilation-dir=.", "-c", exercise.id + "/" + file,
                                   "-o", object.string()});
    run_tool(folder.parent_path(), std::move(compile), runner);
    link.push_back(object.string());
  }
  for (const fs::path& part : recipe.explorer) {
    link.push_back(part.string());
  }
  link.insert(link.end(), recipe.explorer_link.begin(), recipe.explorer_link.end());
  const fs::path program = output / "program";
  link.insert(link.end(), {"-o", program.string()});
  run_tool(output, std::move(link), runner);
  return program;
}

void print(const judge::Finding& finding, const fs::path& folder,
           const course::Exercise& exercise) {
  report::Report report;
  report.submission = folder.parent_path().lexically_relative(fs::current_path()).string();
  if (report.submission.empty() || report.submission.starts_with("..")) {
    const fs::path parent = folder.parent_path();
    report.submission = parent == parent.root_path() ? "" : parent.string();
  }
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
  const std::vector<fs::path> files = existing(options.explore.files);
  if (!options.explore.replay.empty()) {
    check_seed(options.explore.replay);
  }
  if (options.explore.gdb) {
    check_debugger();
  }
  const fs::path folder = common_folder(files);
  const course::Exercise exercise = as_exercise(files, folder);
  Session session(options);
  const build::Recipe& recipe =
      session.prebuilt().recipe(session.catalogue().exercises().front(), build::Profile::tsan);
  const sandbox::ProcessRunner runner(sandbox::Isolation::none("the user's own program"),
                                      session.interrupt());
  const sandbox::TemporaryFolder output;
  const fs::path program =
      build(exercise, folder, options.explore.includes, output.path(), recipe, runner);

  std::vector<std::string> arguments{program.string()};
  arguments.insert(arguments.end(), options.explore.arguments.begin(),
                   options.explore.arguments.end());
  if (options.explore.gdb) {
    session.progress().clear();
    return debug(program, options.explore.arguments,
                 {.seed = options.explore.replay, .scratch = {}, .sources = {folder.parent_path()}},
                 exercise);
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
  judge::Finding finding =
      judge::judge_exploration(run, judge::Sources(folder.parent_path(), "/", exercise));
  if (judge::passed(finding.verdict)) {
    print_nothing_found(finding.exploration->schedules);
    return ExitCode::all_points;
  }
  if (!finding.exploration->seed.empty()) {
    finding.again = fmt::format("the same command with --replay {}", finding.exploration->seed);
  }
  print(finding, folder, exercise);
  return judge::undecided(finding.verdict) ? ExitCode::not_measurable : ExitCode::points_missing;
}

}  // namespace cli
