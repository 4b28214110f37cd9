// grade reset: puts an exercise's skeleton back. What stood there is kept beside
// it, as threads.cpp.kept-1, -2, ...: nothing is ever lost.
//
// The skeleton comes from git: the newest version that was committed together
// with files of the exercise that are the course's own. Students' commits change
// nothing but submit files.

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "cli/git.hpp"
#include "cli/session.hpp"
#include "cli/verbs.hpp"
#include "course/catalogue.hpp"
#include "sandbox/interrupt.hpp"
#include "sandbox/runner.hpp"

namespace cli {
namespace {

namespace fs = std::filesystem;

constexpr int kMostKept = 1000;

// The commit whose version of the file is the skeleton; nothing if there is none.
std::optional<std::string> commit_of_skeleton(const Git& git, const course::Exercise& exercise,
                                              const std::string& file) {
  const std::string folder = "exercises/" + exercise.id + "/";
  // A commit a paragraph: its name after a "*", and the files that it changed.
  std::istringstream log(git({"log", "--format=*%H", "--name-only", "--", folder}));
  std::string commit;
  bool has_file = false;
  bool has_course = false;
  for (std::string line; std::getline(log, line);) {
    if (line.starts_with('*')) {
      commit = line.substr(1);
      has_file = has_course = false;
    } else if (line.starts_with(folder)) {
      const std::string name = line.substr(folder.size());
      has_file = has_file || name == file;
      has_course = has_course || std::find(exercise.submit.begin(), exercise.submit.end(), name) ==
                                     exercise.submit.end();
      if (has_file && has_course) {
        return commit;
      }
    }
  }
  return std::nullopt;
}

std::string skeleton(const Git& git, const course::Exercise& exercise, const std::string& file) {
  const std::string path = fmt::format("exercises/{}/{}", exercise.id, file);
  std::string why = "it was never committed together with its tests";
  try {
    if (const std::optional<std::string> commit = commit_of_skeleton(git, exercise, file)) {
      return git({"show", *commit + ":" + path});
    }
  } catch (const std::runtime_error& error) {
    why = error.what();
  }
  throw std::runtime_error(fmt::format(
      "{}: no skeleton found ({}); take the file from your course's repository", path, why));
}

// Keeps the file under the first name that is free.
fs::path keep(const fs::path& file) {
  for (int i = 1; i <= kMostKept; ++i) {
    const fs::path kept = fmt::format("{}.kept-{}", file.string(), i);
    if (fs::copy_file(file, kept, fs::copy_options::skip_existing)) {
      return kept;
    }
  }
  throw std::runtime_error(
      fmt::format("{} has {} kept versions; delete some of them", file.string(), kMostKept));
}

// All of it or nothing.
void replace(const fs::path& file, const std::string& text) {
  const fs::path fresh = file.string() + ".new";
  fs::remove(fresh);
  std::ofstream stream(fresh, std::ios::binary);
  stream << text;
  if (!stream.flush()) {
    throw std::runtime_error("cannot write " + fresh.string());
  }
  fs::rename(fresh, file);
}

}  // namespace

ExitCode reset(const Options& options) {
  const course::Catalogue catalogue = course::Catalogue::load(options.root);
  const course::Exercise& exercise = exercise_named(options.reset.name, catalogue);
  const sandbox::Interrupt interrupt;
  const sandbox::ProcessRunner runner(sandbox::Isolation::none("git"), interrupt);
  const Git git(runner, options.root);
  // First all that may fail, then the files.
  std::vector<std::string> skeletons;
  for (const std::string& name : exercise.submit) {
    skeletons.push_back(skeleton(git, exercise, name));
  }
  for (std::size_t i = 0; i < skeletons.size(); ++i) {
    const fs::path file = exercise.folder / exercise.submit[i];
    const std::string shown = fs::relative(file, options.root).string();
    const std::string text = fs::exists(file) ? course::read_file(file) : std::string();
    if (text == skeletons[i]) {
      fmt::print("{} is the skeleton already.\n", shown);
      continue;
    }
    std::string kept;
    if (!text.empty()) {
      kept = "; yours is " + keep(file).filename().string();
    }
    replace(file, skeletons[i]);
    fmt::print("{} is the skeleton again{}.\n", shown, kept);
  }
  return ExitCode::all_points;
}

}  // namespace cli
