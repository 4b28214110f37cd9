// grade hint: one hint further at each call.
//
// How many were shown is kept in build/hints/NN-name, a number for each task.

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <stdexcept>
#include <vector>

#include "cli/lists.hpp"
#include "cli/session.hpp"
#include "cli/verbs.hpp"
#include "course/catalogue.hpp"
#include "course/hints.hpp"
#include "report/layout.hpp"

namespace cli {
namespace {

namespace fs = std::filesystem;
using course::TaskHints;

constexpr std::size_t kWidth = 80;

std::vector<TaskHints> hints_of(const course::Catalogue& catalogue,
                                const course::Exercise& exercise) {
  const fs::path file = exercise.folder / "hints.md";
  try {
    return course::read_hints(course::read_file(file));
  } catch (const std::invalid_argument& error) {
    throw course::CourseError(
        fmt::format("{}: {}", fs::relative(file, catalogue.root()).string(), error.what()));
  }
}

// How many steps of each task were shown. A file that is missing or damaged
// counts as none: at worst a hint is shown twice.
std::vector<std::size_t> shown_before(const fs::path& file, const std::vector<TaskHints>& tasks) {
  std::vector<std::size_t> shown(tasks.size(), 0);
  std::ifstream stream(file);
  for (std::size_t i = 0; i < tasks.size() && stream >> shown[i]; ++i) {
    shown[i] = std::min(shown[i], tasks[i].steps.size());
  }
  return shown;
}

void remember(const fs::path& file, const std::vector<std::size_t>& shown) {
  fs::create_directories(file.parent_path());
  std::ofstream(file) << fmt::format("{}\n", fmt::join(shown, " "));
}

// The task that the user named, or the first that has more to say.
std::size_t choose(const Options& options, const std::vector<TaskHints>& tasks,
                   const std::vector<std::size_t>& shown) {
  if (options.hint.task != 0) {
    if (options.hint.task > tasks.size()) {
      throw UsageError(fmt::format("there is no task {}; {} has {}", options.hint.task,
                                   options.hint.name, tasks.size()));
    }
    return options.hint.task - 1;
  }
  for (std::size_t i = 0; i < tasks.size(); ++i) {
    if (shown[i] < tasks[i].steps.size()) {
      return i;
    }
  }
  return tasks.size();
}

}  // namespace

std::string next_hint(const Options& options) {
  const course::Catalogue catalogue = course::Catalogue::load(options.root);
  const course::Exercise& exercise = exercise_named(options.hint.name, catalogue);
  const std::vector<TaskHints> tasks = hints_of(catalogue, exercise);
  const fs::path file = options.root / "build" / "hints" / exercise.id;
  std::vector<std::size_t> shown = shown_before(file, tasks);
  const std::size_t chosen = choose(options, tasks, shown);
  if (chosen == tasks.size() || shown[chosen] == tasks[chosen].steps.size()) {
    return fmt::format("You have seen all of these hints; exercises/{}/hints.md holds them.\n",
                       exercise.id);
  }
  const TaskHints& task = tasks[chosen];
  const std::string text = fmt::format(
      "{}, task {} (hint {} of {})\n\n{}\n", exercise.id, task.title, shown[chosen] + 1,
      task.steps.size(), fmt::join(report::wrap(task.steps[shown[chosen]], kWidth, "  "), "\n"));
  ++shown[chosen];
  remember(file, shown);
  return text;
}

ExitCode hint(const Options& options) {
  fmt::print("{}", next_hint(options));
  return ExitCode::all_points;
}

}  // namespace cli
