#include "batch/late_policy.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <stdexcept>
#include <utility>

#include "batch/csv.hpp"
#include "batch/student_names.hpp"
#include "course/toml_table.hpp"

namespace batch {
namespace {

using course::TomlTable;

constexpr int kMostDays = 1'000;
constexpr const char* kExample = "2026-05-01T23:59:59+02:00";

int line_of(const toml::node& node) { return static_cast<int>(node.source().begin.line); }

Moment moment_at(const TomlTable& table, std::string_view key) {
  const toml::node& node = table.at(key);
  const auto value = node.value_exact<toml::date_time>();
  if (!value || !value->offset || value->time.nanosecond != 0) {
    table.fail(node, fmt::format("'{}' must be a time with its offset from UTC, without quotes: {}",
                                 key, kExample));
  }
  const std::chrono::year_month_day day{std::chrono::year(value->date.year),
                                        std::chrono::month(value->date.month),
                                        std::chrono::day(value->date.day)};
  return std::chrono::sys_days(day) + std::chrono::hours(value->time.hour) +
         std::chrono::minutes(value->time.minute) + std::chrono::seconds(value->time.second) -
         std::chrono::minutes(value->offset->minutes);
}

std::string id_of(const TomlTable& table, const toml::node& at, const std::string& name,
                  const ExerciseNamed& exercise_named) {
  const std::optional<std::string> id = exercise_named(name);
  if (!id) {
    table.fail(at, fmt::format("no exercise is called {}; `grader/grade list` names them", name));
  }
  return *id;
}

void read_due(const TomlTable& root, const ExerciseNamed& exercise_named, LatePolicy& policy) {
  if (!root.at("due").is_table()) {
    policy.due_for_all = moment_at(root, "due");
    return;
  }
  const TomlTable table = root.table("due");
  for (const std::string& key : table.keys()) {
    const std::string id = id_of(table, table.at(key), key, exercise_named);
    if (!policy.due.emplace(id, moment_at(table, key)).second) {
      table.fail(table.at(key), fmt::format("{} is due twice", id));
    }
  }
}

Extension read_extension(const TomlTable& table, const LatePolicy& policy,
                         const ExerciseNamed& exercise_named) {
  table.allow_only({"student", "exercise", "due", "days"});
  Extension extension;
  extension.student = table.text("student");
  extension.line = line_of(table.at("student"));
  if (table.find("exercise") != nullptr) {
    extension.exercise = id_of(table, table.at("exercise"), table.text("exercise"), exercise_named);
  }
  if ((table.find("due") == nullptr) == (table.find("days") == nullptr)) {
    table.fail("[[extension]] needs one of the two: 'due', or 'days' after the class");
  }
  if (table.find("days") != nullptr) {
    extension.days = std::chrono::days(table.integer("days", 1, kMostDays));
    return extension;
  }
  extension.due = moment_at(table, "due");
  if (extension.exercise.empty()) {
    table.fail("'due' in [[extension]] needs its 'exercise'; 'days' does not");
  }
  const std::optional<Moment> before = policy.due_of(extension.exercise);
  if (!before || *extension.due <= *before) {
    table.fail(table.at("due"), fmt::format("{} is {}", extension.exercise,
                                            before ? "due later for the class" : "not due at all"));
  }
  return extension;
}

void read_extensions(const TomlTable& root, const ExerciseNamed& exercise_named,
                     LatePolicy& policy) {
  std::set<std::pair<std::string, std::string>> seen;
  for (const TomlTable& table : root.tables("extension")) {
    policy.extensions.push_back(read_extension(table, policy, exercise_named));
    const Extension& last = policy.extensions.back();
    if (!seen.emplace(lower(last.student), last.exercise).second) {
      table.fail(fmt::format("{} has this extension twice", last.student));
    }
  }
}

}  // namespace

std::optional<Moment> LatePolicy::due_of(const std::string& exercise) const {
  const auto found = due.find(exercise);
  return found == due.end() ? due_for_all : std::optional(found->second);
}

LatePolicy read_late_policy(const std::string& text, const std::string& shown,
                            const ExerciseNamed& exercise_named) {
  const toml::table parsed = course::parse_toml(text, shown);
  const TomlTable root(parsed, "", shown);
  root.allow_only(
      {"hand_ins", "due", "free_days", "percent_per_day", "zero_after_days", "extension"});
  LatePolicy policy;
  policy.shown = shown;
  policy.hand_ins = root.text("hand_ins");
  policy.rules.free_days = root.integer_or("free_days", 0, kMostDays, 0);
  policy.rules.percent_per_day = root.integer("percent_per_day", 0, 100);
  if (root.find("zero_after_days") != nullptr) {
    policy.rules.zero_after_days = root.integer("zero_after_days", 0, kMostDays);
  }
  read_due(root, exercise_named, policy);
  read_extensions(root, exercise_named, policy);
  return policy;
}

std::vector<HandInTime> read_hand_in_times(const std::string& text, const std::string& shown) {
  const std::vector<CsvRow> rows = [&] {
    try {
      return read_csv(text);
    } catch (const CsvError& error) {
      throw std::runtime_error(fmt::format("{}: {}", shown, error.what()));
    }
  }();
  const auto place_of = [&](std::string_view head) {
    for (std::size_t i = 0; !rows.empty() && i < rows.front().size(); ++i) {
      if (lower(rows.front()[i].value) == head) {
        return i;
      }
    }
    throw std::runtime_error(fmt::format(
        "{}:1: no column {}; the first line must name student, exercise and time", shown, head));
  };
  const std::size_t student = place_of("student");
  const std::size_t exercise = place_of("exercise");
  const std::size_t time = place_of("time");
  std::vector<HandInTime> all;
  for (std::size_t i = 1; i < rows.size(); ++i) {
    const CsvRow& row = rows[i];
    const auto begin = text.begin() + static_cast<std::ptrdiff_t>(row.front().begin);
    const auto fail = [&](const std::string& what) {
      const auto line = 1 + std::count(text.begin(), begin, '\n');
      throw std::runtime_error(fmt::format("{}:{}: {}", shown, line, what));
    };
    if (row.size() <= std::max({student, exercise, time})) {
      fail("the line is too short");
    }
    const std::optional<Moment> at = moment(row[time].value);
    if (!at) {
      fail(fmt::format("'{}' is no time with its offset from UTC, like {}", row[time].value,
                       kExample));
    }
    all.push_back({row[student].value, row[exercise].value, *at});
  }
  return all;
}

}  // namespace batch
