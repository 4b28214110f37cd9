// The grader's command line.

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdlib>
#include <exception>
#include <string_view>

#include "cli/exporters.hpp"
#include "cli/options.hpp"
#include "cli/verbs.hpp"
#include "course/manifest.hpp"
#include "sandbox/interrupt.hpp"
#include "submission/archive.hpp"

namespace {

using cli::ExitCode;
using cli::Options;

constexpr const char* kExamples = R"(
Examples:
  grader/grade                             grade this checkout
  grader/grade run 02                      grade one exercise; 02-races and races mean the same
  grader/grade run --submission solutions  grade the reference solutions
  grader/grade run --json report.json      keep everything that was found
  grader/grade report report.json --html report.html
  grader/grade batch class --out graded 03 grade a class: gradebook, class report, reports
  grader/grade batch class --out graded --slurm -- --partition=teaching
  grader/grade gradebook graded --fill canvas.csv --column Locks
  grader/grade gradebook graded --fill canvas.csv --column Locks --late late.toml
  grader/grade batch class --out graded --tests hidden 03
  grader/grade watch                       grade the next exercise at every save
  grader/grade list                        what is done, and what is next
  grader/grade reset 02                    begin an exercise anew
  grader/grade replay 03 Orders.PaymentsInACircle random-43
  grader/grade explore demo.cpp --schedules 5000 -- an argument
  grader/grade trace demo.cpp              its speed-up on 2 to 64 cores, and what limits it
  grader/grade check                       prove the course itself
  grader/grade release ../students         write the students' repository, and prove it
  grader/grade bundle gradescope ../locks.zip 03

Exit codes: 0 every point; 1 points missing; 2 usage; 3 the course is broken;
4 nothing was graded; 5 a part could not be measured here; 130 interrupted.
)";

// Tells what went wrong in one line, and which exit code that is.
ExitCode report_error(const std::exception& error) {
  fmt::print(stderr, "grade: {}\n", error.what());
  if (dynamic_cast<const cli::UsageError*>(&error) != nullptr) {
    return ExitCode::usage;
  }
  if (dynamic_cast<const course::CourseError*>(&error) != nullptr) {
    return ExitCode::course_broken;
  }
  if (dynamic_cast<const sandbox::Interrupted*>(&error) != nullptr) {
    return ExitCode::interrupted;
  }
  if (dynamic_cast<const submission::ArchiveError*>(&error) != nullptr) {
    return ExitCode::nothing_graded;
  }
  return ExitCode::not_measurable;
}

void add_names(CLI::App* verb, Options& options) {
  verb->add_option("NAME", options.names, "exercises: 02, 02-races or races; all if none is named");
}

void add_verbosity(CLI::App* verb, Options& options) {
  verb->add_flag("-q,--quiet", options.quiet, "no progress");
  verb->add_flag("-v,--verbose", options.verbose, "passing tests and whole evidence as well");
}

void add_files(CLI::App* verb, Options& options) {
  for (const cli::Exporter& exporter : cli::exporters()) {
    verb->add_option(exporter.option, options.files[exporter.option], exporter.help);
  }
}

void add_tests(CLI::App* verb, Options& options) {
  verb->add_option("--tests", options.tests,
                   "a folder with more tests, laid out as 03-locks/tests.toml and 03-locks/*.cpp");
}

void add_reveal(CLI::App* verb, Options& options, const std::string& help) {
  verb->add_flag("--reveal", options.reveal, help);
}

std::filesystem::path course_root() {
  const char* root = std::getenv("COURSE_ROOT");  // NOLINT(concurrency-mt-unsafe): one thread yet
  return root == nullptr ? std::filesystem::current_path() : std::filesystem::path(root);
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  // What follows -- is another program's business.
  const auto ours = std::find(argv, argv + argc, std::string_view("--"));
  if (ours != argv + argc) {
    options.explore.arguments.assign(ours + 1, argv + argc);
    options.batch.sbatch = options.explore.arguments;
    argc = static_cast<int>(ours - argv);
  }
  CLI::App app("Grades exercises on concurrency in C++.", "grader/grade");
  app.footer(kExamples);
  app.set_version_flag("--version", COURSE_VERSION);
  app.require_subcommand(0, 1);
  add_verbosity(&app, options);

  CLI::App* run = app.add_subcommand("run", "grade a submission (the default)");
  add_names(run, options);
  add_verbosity(run, options);
  run->add_option(
      "--submission", options.submission,
      "a folder or archive (zip, tar.gz) that holds the exercises; this checkout if not given");
  add_tests(run, options);
  add_reveal(run, options, "show what hidden tests found, in files too; not for students");
  add_files(run, options);

  CLI::App* replay = app.add_subcommand("replay", "show a failing schedule step by step");
  replay->add_option("NAME", options.replay.name, "the exercise: 03, 03-locks or locks")
      ->required();
  replay->add_option("TEST", options.replay.test, "the test, as the report names it")->required();
  replay->add_option("SEED", options.replay.seed, "the schedule, as the report names it")
      ->required();
  replay->add_flag("--whole", options.replay.whole,
                   "all steps of the seed itself, not the fewest that fail in the same way");
  replay->add_flag("--gdb", options.replay.gdb,
                   "in gdb, which stops where it fails; the program runs outside the sandbox");
  replay->add_option("--submission", options.submission,
                     "a folder or archive that holds the exercises; this checkout if not given");
  add_tests(replay, options);
  add_verbosity(replay, options);

  CLI::App* explore =
      app.add_subcommand("explore", "run any program in many orders of its threads");
  explore->add_option("FILE", options.explore.files, "its C++ files, one of them with a main()")
      ->required();
  explore->add_option("-I", options.explore.includes, "a folder to look for headers in")
      ->allow_extra_args(false);
  explore->add_option("--schedules", options.explore.schedules, "at most so many; 1000")
      ->check(CLI::Range(1, 10'000'000));
  explore->add_option("--seed", options.explore.seed, "number of the first schedule; 1");
  explore
      ->add_option("--strategy", options.explore.strategy,
                   "random, pos, pct2, pct3, pct5, or mix of all (the default)")
      ->check(CLI::IsMember({"random", "pos", "pct2", "pct3", "pct5", "mix"}));
  explore
      ->add_option("--adversary", options.explore.adversary,
                   "time: sleeps and timeouts take as long as it likes; wakeups: waits may end "
                   "for no reason; time,wakeups")
      ->check(CLI::IsMember({"time", "wakeups", "time,wakeups"}));
  explore
      ->add_option("--budget", options.explore.budget, "no schedule begins after so many seconds")
      ->check(CLI::Range(1, 86'400));
  CLI::Option* seed =
      explore->add_option("--replay", options.explore.replay, "a seed: only that schedule");
  explore
      ->add_flag("--gdb", options.explore.gdb, "with --replay: in gdb, which stops where it fails")
      ->needs(seed);
  add_verbosity(explore, options);
  explore->footer("What follows -- goes to the program.");

  CLI::App* trace =
      app.add_subcommand("trace",
                         "say how much of any program can run at once, and on what lines "
                         "it cannot: work, span, speed-up");
  trace->add_option("FILE", options.trace.files, "its C++ files, one of them with a main()")
      ->required();
  trace->add_option("-I", options.trace.includes, "a folder to look for headers in")
      ->allow_extra_args(false);
  trace->add_option("--json", options.trace.json, "write everything to this file");
  trace->add_option("--html", options.trace.html, "write a page for a browser");
  trace
      ->add_option("--runs", options.trace.runs,
                   "at most so many on all CPUs, and as many on one; 3")
      ->check(CLI::Range(1, 100));
  trace->add_option("--deadline", options.trace.deadline, "seconds for one run; 120")
      ->check(CLI::Range(1, 86'400));
  add_verbosity(trace, options);
  trace->footer("What follows -- goes to the program.");

  CLI::App* watch = app.add_subcommand("watch", "grade an exercise again at every save");
  watch
      ->add_option("NAME", options.names, "the exercise: 02, 02-races or races; the next one to do")
      ->expected(0, 1);
  watch->add_option("--submission", options.submission,
                    "a folder that holds the exercises; this checkout if not given");

  CLI::App* batch = app.add_subcommand(
      "batch", "grade a class; run again, it goes on where it was and repeats nothing");
  batch
      ->add_option("DIR", options.batch.folder,
                   "the folder that holds the submissions: folders or archives, named after "
                   "their students")
      ->required();
  add_names(batch, options);
  batch
      ->add_option("--out", options.batch.out,
                   "the folder for the gradebook, the reports and what is graded so far")
      ->required();
  batch->add_flag("--again", options.batch.again, "grade again what the machine could not measure");
  batch->add_flag("--without-isolation", options.batch.without_isolation,
                  "grade even where the sandbox is reduced");
  CLI::Option* slurm = batch->add_flag(
      "--slurm", options.batch.slurm,
      "by tasks of Slurm, each on a node of its own; what follows -- goes to sbatch. The "
      "course and OUT lie where all nodes see them, under the same path");
  batch->add_option("--per-task", options.batch.per_task, "submissions in a task of Slurm; 4")
      ->check(CLI::Range(1, 1'000'000))
      ->needs(slurm);
  add_tests(batch, options);
  add_reveal(batch, options,
             "write OUT/revealed too: the reports with what hidden tests found; not for students");
  add_verbosity(batch, options);
  batch->footer(
      "Example: grader/grade batch class --out graded --slurm 03 -- --partition=teaching");

  CLI::App* slice = app.add_subcommand("slice", "a task of batch --slurm")->group("");
  slice->add_option("FILE", options.slice.file)->required();
  slice->add_flag("--without-isolation", options.slice.without_isolation);
  add_tests(slice, options);

  CLI::App* gradebook = app.add_subcommand(
      "gradebook", "fill one column of a gradebook that Canvas or Moodle has exported");
  gradebook->add_option("OUT", options.gradebook.out, "the folder that `batch --out` has filled")
      ->required();
  gradebook->add_option("--fill", options.gradebook.exported, "the exported CSV file; it stays")
      ->required();
  gradebook->add_option("--column", options.gradebook.column, "the head of its column to fill")
      ->required();
  gradebook->add_option("--from", options.gradebook.from,
                        "the column of OUT/gradebook.csv: an exercise, or the total (the default)");
  gradebook->add_option("--late", options.gradebook.late,
                        "a TOML file: when the exercises were due, and what late days cost; "
                        "OUT/late.csv shows what it does");
  gradebook->add_flag("--replace", options.gradebook.replace, "also fields that hold something");

  CLI::App* list = app.add_subcommand("list", "list the exercises, and how far you have come");

  CLI::App* reset =
      app.add_subcommand("reset", "begin an exercise anew; what you wrote is kept beside it");
  reset->add_option("NAME", options.reset.name, "the exercise: 02, 02-races or races")->required();

  CLI::App* hint = app.add_subcommand("hint", "show the next hint of an exercise");
  hint->add_option("NAME", options.hint.name, "the exercise: 02, 02-races or races")->required();
  hint->add_option("TASK", options.hint.task, "one task of its README: 1, 2, ...");

  CLI::App* check = app.add_subcommand(
      "check", "prove the course: skeletons fail, solutions earn all, mistakes are caught");
  add_names(check, options);
  add_tests(check, options);
  add_verbosity(check, options);
  check->add_option("--repeat", options.check.repeat, "grade everything this many times")
      ->check(CLI::Range(1, 1000));
  check->add_flag("--speed", options.check.speed,
                  "only what concerns speed; --repeat then times again and does nothing else");
  check->add_flag("--hostile", options.check.hostile, "only the attacks on the grader");
  check
      ->add_option("--schedules", options.check.schedules,
                   "only the solutions, each in so many orders of its threads")
      ->check(CLI::Range(1, 10'000'000));
  check->add_flag("--orders", options.check.orders,
                  "only the mistakes that schedules must find; --repeat then tries other orders");
  check
      ->add_option(
          "--one-in", options.check.one_in,
          "of the mistakes only one in so many; the others' turn comes with another --choice")
      ->check(CLI::Range(1, 1000));
  check->add_option("--choice", options.check.choice, "which of them: any word");

  CLI::App* release = app.add_subcommand(
      "release", "write the students' repository (no solutions), and prove it by grading it");
  release->add_option("DIR", options.release.folder, "a folder that does not exist yet")
      ->required();
  release->add_flag("--quick", options.release.quick,
                    "let this grader grade it; do not build the one that it holds");
  release->add_flag("-q,--quiet", options.quiet, "no progress");

  CLI::App* bundle = app.add_subcommand(
      "bundle", "write what Gradescope or Classroom 50 needs to grade with this course");
  bundle->add_option("PLATFORM", options.bundle.platform, "gradescope or classroom50")
      ->required()
      ->check(CLI::IsMember({"gradescope", "classroom50"}));
  bundle
      ->add_option("OUT", options.bundle.out,
                   "what does not exist yet: a zip for Gradescope, a folder for Classroom 50")
      ->required();
  add_names(bundle, options);
  bundle
      ->add_option("--minutes", options.bundle.minutes,
                   "that the platform gives a submission; Gradescope 10, Classroom 50 15")
      ->check(CLI::Range(1, 360));

  CLI::App* report = app.add_subcommand("report", "render a report that `run --json` wrote");
  report->add_option("FILE", options.report.file, "the stored report")->required();
  report->add_flag("-v,--verbose", options.verbose, "passing tests and whole evidence as well");
  add_reveal(report, options, "show what hidden tests found; not for students");
  add_files(report, options);

  CLI::App* doctor = app.add_subcommand("doctor", "say what this machine can grade");

  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : static_cast<int>(ExitCode::usage);
  }

  try {
    options.root = course_root();
    ExitCode code{};
    if (hint->parsed()) {
      code = cli::hint(options);
    } else if (watch->parsed()) {
      code = cli::watch(options);
    } else if (gradebook->parsed()) {
      code = cli::gradebook(options);
    } else if (batch->parsed()) {
      code = cli::batch(options);
    } else if (slice->parsed()) {
      code = cli::slice(options);
    } else if (list->parsed()) {
      code = cli::list(options);
    } else if (reset->parsed()) {
      code = cli::reset(options);
    } else if (check->parsed()) {
      code = cli::check(options);
    } else if (release->parsed()) {
      code = cli::release(options);
    } else if (bundle->parsed()) {
      code = cli::bundle(options);
    } else if (replay->parsed()) {
      code = cli::replay(options);
    } else if (explore->parsed()) {
      code = cli::explore(options);
    } else if (trace->parsed()) {
      code = cli::trace(options);
    } else if (report->parsed()) {
      code = cli::report_file(options);
    } else if (doctor->parsed()) {
      code = cli::doctor(options);
    } else {
      code = cli::run(options);
    }
    return static_cast<int>(code);
  } catch (const std::exception& error) {
    return static_cast<int>(report_error(error));
  }
}
