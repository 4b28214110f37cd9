// grade release: writes the students' repository, and proves it by grading it as a
// student would find it: every exercise must be graded, and none be written yet.
//
// It holds what git tracks of the course, as it stands in the checkout, without
// history, answers and what only authors need (course/release_list.hpp). What does
// not pass the proof does not appear under the name that was asked for.

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <string>
#include <variant>
#include <vector>

#include "cli/course_copy.hpp"
#include "cli/course_origin.hpp"
#include "cli/git.hpp"
#include "cli/release_draft.hpp"
#include "cli/release_proof.hpp"
#include "cli/session.hpp"
#include "cli/verbs.hpp"
#include "course/catalogue.hpp"
#include "course/release_list.hpp"
#include "report/json.hpp"
#include "report/layout.hpp"
#include "report/wording.hpp"
#include "sandbox/interrupt.hpp"
#include "sandbox/runner.hpp"

namespace cli {
namespace {

namespace fs = std::filesystem;

fs::path target_of(const Options& options) {
  const std::string shown = options.release.folder.string();
  fs::path target = target_outside(options.root, options.release.folder);
  if (fs::exists(target) && !fs::is_directory(target)) {
    throw UsageError(fmt::format("{} is a file; name a folder that does not exist yet", shown));
  }
  if (fs::exists(target) && !fs::is_empty(target)) {
    throw UsageError(
        fmt::format("{} is not empty; name a folder that does not exist yet, or empty it", shown));
  }
  return target;
}

// --- the proof ------------------------------------------------------------------

// Compilers' caches and the like count for the proof as for the grader itself.
std::map<std::string, std::string> own_environment() {
  std::map<std::string, std::string> variables;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string text = *entry;
    const std::size_t end = text.find('=');
    if (end != std::string::npos) {
      variables[text.substr(0, end)] = text.substr(end + 1);
    }
  }
  return variables;
}

std::string last_lines(std::string text) {
  constexpr int kLines = 12;
  while (text.ends_with('\n')) {
    text.pop_back();
  }
  std::size_t from = text.size();
  for (int line = 0; line < kLines && from != std::string::npos && from > 0; ++line) {
    from = text.rfind('\n', from - 1);
  }
  return from == std::string::npos ? text : text.substr(from == 0 ? 0 : from + 1);
}

class Proof {
 public:
  Proof(const sandbox::Runner& runner, const ReleaseDraft& draft, bool quick)
      : runner_(runner), draft_(draft) {
    command_.folder = draft.repository();
    command_.environment = own_environment();
    command_.environment["COURSE_ROOT"] = draft.repository().string();
    program_ = quick ? fs::read_symlink("/proc/self/exe").string()
                     : (draft.repository() / "grader" / "grade").string();
    // The course's own programs; those of a submission have the limits that the
    // grader gives them.
    command_.limits.deadline = std::chrono::minutes(60);
    command_.limits.output_bytes = std::size_t{1} << 20U;
    command_.limits.file_bytes = std::size_t{1} << 32U;
    command_.limits.memory_bytes = 0;
    command_.limits.threads = 0;
    command_.limits.disk_bytes = 0;
    command_.limits.files = 0;
  }

  // Throws CourseError if it does not build.
  void build() {
    if (const std::string complaint = run({"--version"}, ExitCode::all_points);
        !complaint.empty()) {
      throw course::CourseError(complaint);
    }
  }

  // Throws CourseError if there is no report, or another one than there must be.
  report::Report grade(const course::Catalogue& catalogue) {
    const fs::path file = draft_.folder() / "report.json";
    const std::string complaint =
        run({"run", "--quiet", "--json", file.string()}, ExitCode::points_missing);
    if (!fs::exists(file) || fs::is_empty(file)) {
      throw course::CourseError(complaint);
    }
    report::Report graded = report::from_json(course::read_file(file));
    // What the report says helps more than an exit code.
    for (const std::string& objection : {objection_to(graded, catalogue.exercises()), complaint}) {
      if (!objection.empty()) {
        throw course::CourseError(objection);
      }
    }
    return graded;
  }

 private:
  // Empty if it ends as it must.
  std::string run(const std::vector<std::string>& arguments, ExitCode wanted) {
    command_.arguments = {program_};
    command_.arguments.insert(command_.arguments.end(), arguments.begin(), arguments.end());
    const sandbox::Run run = runner_.run(command_);
    const auto* const exited = std::get_if<sandbox::Exited>(&run.end);
    if (exited != nullptr && exited->code == static_cast<int>(wanted)) {
      return {};
    }
    std::string end = "is ended by a signal";
    if (exited != nullptr) {
      end = fmt::format("exits with {}, not {}", exited->code, static_cast<int>(wanted));
    } else if (std::holds_alternative<sandbox::TimedOut>(run.end)) {
      end = "takes more than an hour";
    }
    return fmt::format("`grader/grade {}` {} there:\n{}", arguments.front(), end,
                       last_lines(run.errors.empty() ? run.output : run.errors));
  }

  const sandbox::Runner& runner_;
  const ReleaseDraft& draft_;
  sandbox::Command command_;
  std::string program_;
};

// Takes away what was built. Students get the files of the list, and no other.
void clean(const fs::path& repository, const course::ReleaseList& list) {
  fs::remove_all(repository / "build");
  for (const std::string& file : files_below(repository)) {
    if (!std::binary_search(list.files.begin(), list.files.end(), file)) {
      throw course::CourseError(fmt::format("grading leaves {} behind", file));
    }
  }
}

report::Report prove(Proof proof, const course::Catalogue& catalogue, Progress& progress,
                     bool quick) {
  if (!quick) {
    progress.stage("building the grader of the release (minutes)");
    proof.build();
  }
  progress.stage("building the tests of the release and grading it as a student finds it");
  return proof.grade(catalogue);
}

void print(const Options& options, const CourseOrigin& origin, const course::ReleaseList& list,
           const report::Report& graded) {
  const std::string folder = options.release.folder.string();
  fmt::print("wrote {} files to {}\n", list.files.size(), folder);
  for (const std::string& line : in_words(origin, options.root)) {
    fmt::print("{}\n", line);
  }
  for (const std::string& line : report::wrap(fmt::format("{}", fmt::join(list.left_out, ", ")), 80,
                                              "left out: ", "          ")) {
    fmt::print("{}\n", line);
  }
  fmt::print("grading it as a student finds it: {} of {} points, {} not written yet{}\n",
             graded.earned(), graded.possible(),
             report::counted(graded.exercises.size(), "exercise"),
             options.release.quick ? " (by this grader, not by its own)" : "");
  fmt::print("ready: cd {} && git init && git add . && git commit -m 'The course'\n", folder);
}

}  // namespace

ExitCode release(const Options& options) {
  const fs::path target = target_of(options);
  const course::Catalogue catalogue = course::Catalogue::load(options.root);
  const sandbox::Interrupt interrupt;
  const sandbox::ProcessRunner runner(sandbox::Isolation::none("the course's own"), interrupt);
  Progress progress(progress_style(options));

  progress.stage("writing the release");
  ReleaseDraft draft(target);
  const fs::path repository = draft.repository();
  const Git git(runner, options.root);
  const CourseOrigin origin = origin_of(git, options.root);
  const course::ReleaseList list = copy_for_students(git, options.root, repository, interrupt);

  report::Report graded;
  try {
    graded = prove(Proof(runner, draft, options.release.quick), catalogue, progress,
                   options.release.quick);
    clean(repository, list);
  } catch (const course::CourseError& error) {
    draft.keep();
    throw course::CourseError(
        fmt::format("nothing was released: {}\n{} has it, for a look; the next release removes it",
                    error.what(), repository.string()));
  }
  draft.publish(repository);
  progress.clear();
  print(options, origin, list, graded);
  return ExitCode::all_points;
}

}  // namespace cli
