// grade check: proves the course.
//
// Skeletons build without warnings, fail every test in bounded time and earn
// nothing; solutions earn everything; each wrong submission gets the verdict
// that its first line expects, and each attack earns nothing besides. What the
// machine could not measure is counted and is no failure.

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <memory>

#include "cli/claim.hpp"
#include "cli/session.hpp"
#include "cli/verbs.hpp"
#include "course/completeness.hpp"
#include "course/fnv.hpp"
#include "course/syllabus.hpp"
#include "report/terminal.hpp"
#include "report/wording.hpp"

namespace cli {
namespace {

namespace fs = std::filesystem;

// What became of a claim, all rounds together.
struct Outcome {
  Claim claim;
  int agreed = 0;
  int unmeasured = 0;
  double seconds = 0;          // that its programs ran
  std::string disagreement{};  // the first
  std::string evidence{};      // the report that disagreed first
};

// Nothing but the solution's schedules: `wanted`, shared out among its tests.
void ask_for_schedules(Claim& claim, unsigned wanted, std::size_t tests) {
  claim.work.races = false;
  claim.work.speed = false;
  claim.work.each = static_cast<unsigned>((wanted + tests - 1) / std::max<std::size_t>(tests, 1));
  claim.expected.passes = {course::Part::tests, course::Part::schedules};
}

// In nothing but whether schedules find what they must.
class Orders : public Interest {
 public:
  explicit Orders(Expectation expected) : expected_(std::move(expected)) {}

  void begin() override { found_ = false; }
  void found(const judge::Finding& finding) override {
    if (is_expected_of_schedules(finding, expected_)) {
      found_ = true;
    }
  }
  bool wants(course::Part part) const override {
    return part == course::Part::schedules && !found_;
  }

 private:
  const Expectation expected_;
  std::atomic<bool> found_ = false;
};

// Each time in other orders than before.
void ask_for_orders(Claim& claim) {
  claim.work.interest = std::make_shared<Orders>(claim.expected);
  claim.work.sanitizer = Work::Sanitizer::at_once;
  claim.work.races = false;
  claim.work.speed = false;
  claim.work.includes = false;
  claim.work.other_orders = true;
}

std::string judge_orders(const Expectation& expected, const Graded& got) {
  const auto& findings = got.report.findings;
  const bool found = std::any_of(findings.begin(), findings.end(), [&](const auto& finding) {
    return is_expected_of_schedules(finding, expected);
  });
  return found ? "" : fmt::format("no schedule {}", fmt::join(expected.schedules, ", or "));
}

// The same for the same word, and about one in `one_in` of all names.
bool is_chosen(const std::string& name, unsigned one_in, const std::string& choice) {
  // The low digits of the sum know little of the first letters.
  return (course::fnv1a(name + "|" + choice) >> 32U) % one_in == 0;
}

// True if the options ask for this claim.
bool is_wanted(const Claim& claim, const Options& options) {
  if (claim.kind == Claim::Kind::wrong && !is_chosen(claim.work.exercise->id + "/" + claim.name,
                                                     options.check.one_in, options.check.choice)) {
    return false;
  }
  if (options.check.orders) {
    return claim.kind == Claim::Kind::wrong && !claim.expected.schedules.empty();
  }
  if (options.check.schedules > 0) {
    return claim.kind == Claim::Kind::solution && claim.work.exercise->points.schedules > 0;
  }
  return !options.check.hostile || claim.kind == Claim::Kind::hostile;
}

std::string judge_skeleton(const Graded& got) {
  if (!got.warnings.empty()) {
    return "the compiler warns: " + got.warnings.substr(0, got.warnings.find('\n'));
  }
  if (got.report.grade.earned() != 0) {
    return fmt::format("earns {} points", got.report.grade.earned());
  }
  for (const judge::Finding& finding : got.report.findings) {
    if (!std::holds_alternative<judge::Failed>(finding.verdict)) {
      return fmt::format("{} {}; every test should fail", finding.subject,
                         judge::describe(finding.verdict));
    }
  }
  return {};
}

// The parts that an attack earned points in, though it was to earn none. An
// attack on one speed row may earn those of the others.
std::string judge_attack(const Expectation& expected, const Graded& got) {
  const std::vector<course::SpeedRow>& rows = got.report.exercise.speed;
  const bool on_a_row = std::any_of(rows.begin(), rows.end(), [&](const course::SpeedRow& row) {
    return row.name == expected.subject;
  });
  for (const score::PartGrade& part : got.report.grade.parts) {
    const bool may =
        expected.passes_part(part.part) || (on_a_row && part.part == course::Part::speed);
    if (part.earned > 0 && !may) {
      return fmt::format("earns {} points for {}", part.earned, course::name(part.part));
    }
  }
  return {};
}

std::string judge_claim(const Claim& claim, const Graded& got) {
  if (claim.work.other_orders) {
    return judge_orders(claim.expected, got);
  }
  return claim.kind == Claim::Kind::skeleton ? judge_skeleton(got)
                                             : disagreement(claim.expected, got.report);
}

void compare(Outcome& outcome, const Graded& got) {
  const Claim& claim = outcome.claim;
  std::string why = judge_claim(claim, got);
  if (why.empty() && claim.kind == Claim::Kind::hostile) {
    why = judge_attack(claim.expected, got);
  }
  if (why.empty() && claim.kind == Claim::Kind::solution && !got.warnings.empty()) {
    why = "the compiler warns: " + got.warnings.substr(0, got.warnings.find('\n'));
  }
  const bool unmeasured =
      std::any_of(got.report.findings.begin(), got.report.findings.end(),
                  [](const judge::Finding& finding) { return judge::undecided(finding.verdict); });
  outcome.unmeasured += unmeasured ? 1 : 0;
  outcome.seconds += got.report.seconds;
  if (why.empty()) {
    ++outcome.agreed;
  } else if (outcome.disagreement.empty()) {
    outcome.disagreement = why;
    report::Report report;
    report.submission = claim.name;
    report.exercises = {got.report};
    outcome.evidence = report::terminal(report, {.colour = false, .verbose = true, .width = 80});
  }
}

std::string expectation_in_words(const Claim& claim) {
  switch (claim.kind) {
    case Claim::Kind::skeleton:
      return "every test fails, 0 points";
    case Claim::Kind::solution:
      return "all points";
    case Claim::Kind::wrong:
    case Claim::Kind::hostile:
      return claim.expected.subject.empty()
                 ? claim.expected.verdict
                 : fmt::format("{} in {}", claim.expected.verdict, claim.expected.subject);
  }
  return {};
}

void print(const Outcome& outcome, int repeat) {
  const Claim& claim = outcome.claim;
  const bool good = outcome.agreed == repeat;
  const std::string count =
      repeat == 1 ? (good ? "ok" : "NO") : fmt::format("{}/{}", outcome.agreed, repeat);
  fmt::print("{:<14} {:<38} {:<44} {:>5.0f} s  {}{}\n", claim.work.exercise->id, claim.name,
             expectation_in_words(claim), outcome.seconds / repeat, count,
             outcome.unmeasured == 0 ? "" : fmt::format(" ({} not measured)", outcome.unmeasured));
  if (!good) {
    fmt::print("    {}\n", outcome.disagreement);
  }
}

// Once more at the end, where the end of a long log shows it.
void print_evidence(const Outcome& outcome) {
  if (!outcome.evidence.empty()) {
    fmt::print("\n--- {} {}: {}\n{}\n", outcome.claim.work.exercise->id, outcome.claim.name,
               outcome.disagreement, outcome.evidence);
  }
}

}  // namespace

// clang-format of the compiler's version; empty if it is not installed.
fs::path formatter(const build::Prebuilt& prebuilt) {
  const fs::path compiler = prebuilt.compiler();
  std::string name = compiler.filename().string();
  const std::string_view known = "clang++";
  if (name.starts_with(known)) {
    name.replace(0, known.size(), "clang-format");
  }
  const fs::path path = compiler.parent_path() / name;
  return fs::exists(path) ? path : fs::path();
}

// The first thing that clang-format would change in the solution; empty if nothing.
std::string misformatted(const Session& session, const course::Exercise& exercise,
                         const fs::path& root) {
  const fs::path folder = root / "solutions" / exercise.id;
  sandbox::Command command;
  command.arguments = {formatter(session.prebuilt()).string(), "--dry-run", "-Werror",
                       "--style=file:" + (root / ".clang-format").string()};
  for (const std::string& file : exercise.submit) {
    if (!course::is_document(file)) {
      command.arguments.push_back((folder / file).string());
    }
  }
  command.folder = "/";
  command.readable = {folder, root / ".clang-format"};
  const sandbox::Run run = session.runner().run(command);
  return run.succeeded() ? std::string() : run.errors.substr(0, run.errors.find('\n'));
}

ExitCode check(const Options& options) {
  if (!fs::is_directory(options.root / "solutions")) {
    throw UsageError(
        "this is a students' repository: it holds no solutions and no mistakes to check; run "
        "`grader/grade check` where the course is written, or `grader/grade run` here");
  }
  if (options.check.speed) {
    return check_speed(options);
  }
  const auto started = std::chrono::steady_clock::now();
  Session session(options);
  const auto& exercises = session.exercises();
  const bool can_format = !formatter(session.prebuilt()).empty();
  const bool whole =
      !options.check.hostile && !options.check.orders && options.check.schedules == 0;
  if (!can_format && whole) {
    fmt::print("clang-format is not installed: formatting is not looked at\n");
  }
  int good = 0;
  int bad = 0;

  std::vector<Outcome> outcomes;
  for (const course::Exercise* exercise : exercises) {
    for (Claim& claim : claims_about(*exercise, options.root)) {
      if (is_wanted(claim, options)) {
        if (options.check.schedules > 0) {
          ask_for_schedules(claim, options.check.schedules,
                            session.prebuilt().explored(*exercise).size());
        } else if (options.check.orders) {
          ask_for_orders(claim);
        }
        outcomes.push_back({std::move(claim)});
      }
    }
    if (!whole) {
      continue;
    }
    auto problems = course::find_problems(*exercise, options.root);
    if (can_format) {
      if (const std::string what = misformatted(session, *exercise, options.root); !what.empty()) {
        problems.push_back({"solutions/" + exercise->id, what});
      }
    }
    for (const course::Problem& problem : problems) {
      fmt::print("{}: {}\n", problem.where, problem.what);
      ++bad;
    }
    good += problems.empty() ? 1 : 0;
  }

  std::vector<Work> work;
  for (const Outcome& outcome : outcomes) {
    work.push_back(outcome.claim.work);
  }
  session.grading().grade(work, options.check.repeat, [&](const std::vector<Graded>& graded) {
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
      compare(outcomes[i], graded[i]);
    }
  });

  const Progress::Times times = session.progress().finish();
  for (const Outcome& outcome : outcomes) {
    print(outcome, options.check.repeat);
    (outcome.agreed == options.check.repeat ? good : bad) += 1;
  }
  std::for_each(outcomes.begin(), outcomes.end(), print_evidence);
  const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - started;
  for (const auto& [stage, time] : times) {
    fmt::print("{:<34} {:6.0f} s of work\n", stage, time.count());
  }
  if (const auto untaught = course::untaught(session.catalogue().exercises());
      whole && options.names.empty() && !untaught.empty()) {
    fmt::print("no exercise teaches {}\n", fmt::join(untaught, ", "));
  }
  if (options.check.one_in > 1) {
    fmt::print("of the mistakes one in {}: --one-in {} --choice '{}'\n", options.check.one_in,
               options.check.one_in, options.check.choice);
  }
  fmt::print("{} exercises, {} claims, graded {} times in {:.0f} s\n", exercises.size(),
             outcomes.size(), options.check.repeat, taken.count());
  fmt::print("{} passed, {} failed\n", good, bad);
  return bad == 0 ? ExitCode::all_points : ExitCode::course_broken;
}

}  // namespace cli
