#include "course/laid_tests.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "course/catalogue.hpp"
#include "course/manifest.hpp"
#include "course/toml_table.hpp"

namespace course {
namespace {

namespace fs = std::filesystem;

constexpr int kMostPoints = 1000;

Visibility read_visibility(const TomlTable& table) {
  if (table.find("visibility") == nullptr) {
    return Visibility::hidden;
  }
  const std::string name = table.text("visibility");
  const std::optional<Visibility> visibility = visibility_named(name);
  if (!visibility) {
    table.fail(table.at("visibility"), fmt::format("visibility '{}' is unknown; known are {}", name,
                                                   fmt::join(kVisibilityNames, ", ")));
  }
  return *visibility;
}

void add_suites(Exercise& exercise, const TomlTable& manifest) {
  const Visibility visibility = read_visibility(manifest);
  const std::vector<TomlTable> tables = manifest.tables("suite");
  if (tables.empty()) {
    manifest.fail("no [[suite]]: nothing would say what its tests are worth");
  }
  for (const TomlTable& table : tables) {
    table.allow_only({"name", "points"});
    Suite suite{.name = table.text("name"),
                .points = table.integer("points", 1, kMostPoints),
                .visibility = visibility,
                .laid = true};
    if (std::any_of(exercise.suites.begin(), exercise.suites.end(),
                    [&](const Suite& each) { return each.name == suite.name; })) {
      table.fail(fmt::format("there is a suite '{}' already", suite.name));
    }
    exercise.points.tests += is_hidden(suite) ? 0 : suite.points;
    exercise.suites.push_back(std::move(suite));
  }
}

void add_schedules(Exercise& exercise, const TomlTable& manifest) {
  if (manifest.find("schedules") == nullptr) {
    return;
  }
  const TomlTable table = manifest.table("schedules");
  table.allow_only({"tests"});
  if (exercise.points.schedules == 0) {
    table.fail(fmt::format("{} gives no points for schedules", exercise.id));
  }
  for (const std::string& test : table.texts("tests")) {
    exercise.schedules.tests.push_back(test);
  }
}

}  // namespace

void lay_over(Exercise& exercise, const fs::path& folder) {
  const fs::path file = folder / "tests.toml";
  if (!fs::is_regular_file(file)) {
    throw CourseError(file.string() + ":1: missing; it says what these tests are worth");
  }
  const std::string shown = file.string();
  try {
    const toml::table root = parse_toml(read_file(file), shown);
    const TomlTable manifest(root, "", shown);
    manifest.allow_only({"visibility", "suite", "schedules"});
    add_suites(exercise, manifest);
    add_schedules(exercise, manifest);
  } catch (const TomlError& error) {
    throw CourseError(error.what());
  }
  exercise.laid_tests = fs::canonical(folder.parent_path()) / folder.filename();
  const std::vector<fs::path> sources = laid_sources(exercise);
  if (sources.empty()) {
    throw CourseError(folder.string() + ":1: no .cpp file with tests");
  }
  for (const fs::path& source : sources) {
    if (fs::exists(exercise.folder / source.filename())) {
      throw CourseError(
          fmt::format("{}:1: {} has a file of this name, and reports would show its lines; give "
                      "this one another name",
                      source.string(), exercise.id));
    }
  }
}

std::vector<fs::path> laid_sources(const Exercise& exercise) {
  std::vector<fs::path> sources;
  for (const fs::directory_entry& entry : fs::directory_iterator(exercise.laid_tests)) {
    if (entry.is_regular_file() && entry.path().extension() == ".cpp") {
      sources.push_back(entry.path());
    }
  }
  std::sort(sources.begin(), sources.end());
  return sources;
}

}  // namespace course
