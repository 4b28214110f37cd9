#include "course/manifest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>
#include <string_view>

#include "course/toml_table.hpp"

namespace course {
namespace {

constexpr int kFullMarks = 100;
constexpr int kMost = 10 * kFullMarks;  // of a project, which is worth several exercises
constexpr int kMostSchedules = 100'000;

Points read_points(const Table& table) {
  table.allow_only({"tests", "races", "schedules", "speed", "report"});
  Points points;
  points.tests = table.integer("tests", 1, kMost);
  points.races = table.integer_or("races", 0, kMost, 0);
  points.schedules = table.integer_or("schedules", 0, kMost, 0);
  points.speed = table.integer_or("speed", 0, kMost, 0);
  points.report = table.integer_or("report", 0, kMost, 0);
  if (points.total() % kFullMarks != 0) {
    table.fail(fmt::format("[points] add up to {}, not to {} or a multiple of it", points.total(),
                           kFullMarks));
  }
  return points;
}

std::vector<Suite> read_suites(const Table& manifest, int wanted) {
  std::vector<Suite> suites;
  std::set<std::string> names;
  int sum = 0;
  for (const Table& table : manifest.tables("suite")) {
    table.allow_only({"name", "points"});
    suites.push_back({table.text("name"), table.integer("points", 1, kMost)});
    sum += suites.back().points;
    if (!names.insert(suites.back().name).second) {
      table.fail(fmt::format("suite '{}' stands twice", suites.back().name));
    }
  }
  if (sum != wanted) {
    manifest.fail(manifest.at("points"),
                  fmt::format("the points of [[suite]] add up to {}, but [points] gives tests = {}",
                              sum, wanted));
  }
  return suites;
}

Bound read_bound(const Table& table) {
  const std::string name = table.text("bound");
  const std::optional<Bound> bound = bound_named(name);
  if (!bound) {
    table.fail(table.at("bound"), fmt::format("bound '{}' is unknown; known are {}", name,
                                              fmt::join(kBoundNames, ", ")));
  }
  return *bound;
}

void check_thresholds(const Table& table, const SpeedRow& row) {
  if (row.bound == Bound::ceiling && !(row.full < row.none)) {
    table.fail(table.at("full"),
               "'full' must be below 'none' where bound is ceiling: a gain up to 'full' earns "
               "all points, one above 'none' earns none");
  }
  if (row.bound != Bound::ceiling && !(row.none < row.full)) {
    table.fail(table.at("none"), "'none' must be below 'full'");
  }
}

std::vector<SpeedRow> read_speed(const Table& manifest, int wanted) {
  std::vector<SpeedRow> rows;
  std::set<std::string> names;
  int sum = 0;
  for (const Table& table : manifest.tables("speed")) {
    table.allow_only({"row", "bound", "workers", "full", "none", "points"});
    SpeedRow row;
    row.name = table.text("row");
    row.bound = read_bound(table);
    row.workers = static_cast<unsigned>(table.integer_or("workers", 2, 1024, 4));
    row.full = table.share("full");
    row.none = table.share("none");
    row.points = table.integer("points", 1, kMost);
    check_thresholds(table, row);
    if (!names.insert(row.name).second) {
      table.fail(fmt::format("speed row '{}' stands twice", row.name));
    }
    sum += row.points;
    rows.push_back(std::move(row));
  }
  if (sum != wanted) {
    manifest.fail(manifest.at("points"),
                  fmt::format("the points of [[speed]] add up to {}, but [points] gives speed = {}",
                              sum, wanted));
  }
  return rows;
}

Exploration read_schedules(const Table& manifest, int points) {
  if (points == 0 && manifest.find("schedules") == nullptr) {
    return {};
  }
  const Table table = manifest.table("schedules");
  table.allow_only({"tests", "each"});
  if (points == 0) {
    table.fail("[schedules] is of no use without 'schedules' in [points]");
  }
  Exploration exploration{.tests = table.texts("tests"),
                          .each = static_cast<unsigned>(table.integer("each", 1, kMostSchedules))};
  if (exploration.tests.empty()) {
    table.fail(table.at("tests"), "'tests' in [schedules] must name a suite or a test");
  }
  return exploration;
}

std::vector<Forbidden> read_forbid(const Table& manifest) {
  std::vector<Forbidden> rules;
  std::set<std::string> names;
  for (const Table& table : manifest.tables("forbid")) {
    table.allow_only({"name", "hint"});
    rules.push_back({table.text("name"), table.text("hint")});
    if (!names.insert(rules.back().name).second) {
      table.fail(fmt::format("'{}' is forbidden twice", rules.back().name));
    }
  }
  return rules;
}

void check_submit(const Table& table, const std::vector<std::string>& submit) {
  const toml::node& at = table.at("submit");
  if (submit.empty() || submit.size() > 2) {
    table.fail(at, "'submit' must name one or two files");
  }
  for (const std::string& file : submit) {
    const std::filesystem::path path(file);
    const bool plain = path.filename() == path && !file.starts_with('.');
    if (!plain || (path.extension() != ".cpp" && path.extension() != ".hpp" &&
                   (!is_document(file) || &file == &submit.front()))) {
      table.fail(at, fmt::format("submit file '{}' must be a plain name ending in .cpp or .hpp, or "
                                 "in .md if it is the second one",
                                 file));
    }
  }
}

// The document among the submit files, as [report] describes it.
std::optional<Document> read_report(const Table& manifest, const Exercise& exercise) {
  const auto file = std::find_if(exercise.submit.begin(), exercise.submit.end(), &is_document);
  const bool has_document = file != exercise.submit.end();
  if (has_document != (exercise.points.report > 0) ||
      has_document != (manifest.find("report") != nullptr)) {
    manifest.fail(manifest.at("points"),
                  "a document needs all three: its name in 'submit', 'report' in [points], and "
                  "[report]");
  }
  if (!has_document) {
    return std::nullopt;
  }
  const Table table = manifest.table("report");
  table.allow_only({"headings", "row"});
  Document document{.file = *file, .headings = table.texts("headings"), .row = table.text("row")};
  if (std::none_of(exercise.speed.begin(), exercise.speed.end(),
                   [&](const SpeedRow& row) { return row.name == document.row; })) {
    table.fail(table.at("row"), fmt::format("there is no speed row '{}'", document.row));
  }
  return document;
}

void check_allow(const Table& table, const std::vector<std::string>& allow) {
  static const std::set<std::string> known{"processes", "files", "network", "shared-memory"};
  for (const std::string& what : allow) {
    if (!known.contains(what)) {
      table.fail(table.at("allow"), fmt::format("permission '{}' is unknown; known are {}", what,
                                                fmt::join(known, ", ")));
    }
  }
}

// "03-locks" is number 03, name locks.
void read_id(Exercise& exercise, const std::string& shown) {
  exercise.id = exercise.folder.filename().string();
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  if (exercise.id.size() < 4 || !digit(exercise.id[0]) || !digit(exercise.id[1]) ||
      exercise.id[2] != '-') {
    throw CourseError(fmt::format("{}:1: the folder must be named like 03-locks", shown));
  }
  exercise.number = exercise.id.substr(0, 2);
  exercise.name = exercise.id.substr(3);
}

}  // namespace

Exercise parse_manifest(const std::string& text, const std::filesystem::path& folder,
                        const std::string& shown) {
  const toml::table root = parse_toml(text, shown);
  const Table manifest(root, "", shown);
  manifest.allow_only({"title", "teaches", "submit", "allow", "points", "suite", "schedules",
                       "speed", "report", "forbid"});
  Exercise exercise;
  exercise.folder = folder;
  read_id(exercise, shown);
  exercise.title = manifest.text("title");
  exercise.teaches = manifest.texts("teaches");
  exercise.submit = manifest.texts("submit");
  check_submit(manifest, exercise.submit);
  if (manifest.find("allow") != nullptr) {
    exercise.allow = manifest.texts("allow");
    check_allow(manifest, exercise.allow);
  }
  exercise.points = read_points(manifest.table("points"));
  exercise.suites = read_suites(manifest, exercise.points.tests);
  exercise.schedules = read_schedules(manifest, exercise.points.schedules);
  exercise.speed = read_speed(manifest, exercise.points.speed);
  exercise.document = read_report(manifest, exercise);
  exercise.forbid = read_forbid(manifest);
  return exercise;
}

}  // namespace course
