// grade gradebook: puts the points of a batch into a gradebook that was exported.

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <optional>
#include <stdexcept>
#include <system_error>

#include "batch/csv.hpp"
#include "batch/fill.hpp"
#include "batch/late_days.hpp"
#include "batch/late_policy.hpp"
#include "cli/verbs.hpp"
#include "course/catalogue.hpp"
#include "report/printable.hpp"

namespace cli {
namespace {

namespace fs = std::filesystem;
using batch::Score;

struct Scores {
  std::vector<Score> all;
  std::vector<std::string> open;      // those that are not to be written yet, with the reason
  std::vector<std::string> doubts{};  // what else a person should look at
};

// Of the batch's own gradebook.
struct Table {
  fs::path file;
  std::vector<batch::CsvRow> rows;  // the heads and a line at least

  std::size_t place_of(std::string_view head) const {
    const batch::CsvRow& heads = rows.front();
    const auto found = std::find_if(heads.begin(), heads.end(), [&](const batch::CsvField& each) {
      return each.value == head;
    });
    if (found == heads.end()) {
      throw UsageError(fmt::format("{} has no column {}; have `grader/grade batch` write it anew",
                                   file.string(), head));
    }
    return static_cast<std::size_t>(found - heads.begin());
  }
};

std::string read(const fs::path& file, std::string_view what) {
  try {
    return course::read_file(file);
  } catch (const std::system_error&) {
    throw UsageError(fmt::format("cannot read {}; name {}", file.string(), what));
  }
}

void write(const fs::path& file, const std::string& text) {
  std::ofstream stream(file, std::ios::binary);
  stream << text;
  if (!stream.flush()) {
    throw UsageError(fmt::format("cannot write {}", file.string()));
  }
}

Table read_table(const fs::path& out) {
  Table table{.file = out / "gradebook.csv", .rows = {}};
  table.rows =
      batch::read_csv(read(table.file, "the folder that `grader/grade batch --out` has filled"));
  if (table.rows.empty()) {
    throw UsageError(fmt::format("{} holds no line", table.file.string()));
  }
  return table;
}

// Nothing, if the cell is empty.
std::optional<int> points_in(const std::string& cell) {
  int points = 0;
  std::from_chars(cell.data(), cell.data() + cell.size(), points);
  return cell.empty() ? std::nullopt : std::optional(points);
}

// Of the column `from`, or of what `after` makes of it: a call with the place of the line.
template <class After>
Scores scores_of(const Table& table, const std::string& from, After after) {
  const std::size_t name = table.place_of("submission");
  const std::size_t points = table.place_of(from);
  const std::size_t unmeasured = table.place_of("not measured");
  Scores scores{.all = {}, .open = {}};
  for (std::size_t i = 1; i < table.rows.size(); ++i) {
    const batch::CsvRow& row = table.rows[i];
    const std::string& submission = row.at(name).value;
    const std::optional<int> before = points_in(row.at(points).value);
    if (row.at(unmeasured).value != "0") {
      scores.open.push_back(submission + ": not all of it was measured; batch --again");
    } else if (!before) {
      scores.open.push_back(submission + ": nothing was handed in");
    } else {
      after(i - 1, Score{submission, *before}, scores);
    }
  }
  return scores;
}

// What `read_it` throws is the user's mistake.
template <class Read>
auto usage_checked(Read read_it) {
  try {
    return read_it();
  } catch (const std::runtime_error& error) {
    throw UsageError(error.what());
  }
}

std::vector<std::string> exercises_of(const Table& table) {
  std::vector<std::string> exercises;
  const std::size_t end = table.place_of("total");
  for (std::size_t i = table.place_of("submission") + 1; i < end; ++i) {
    exercises.push_back(table.rows.front()[i].value);
  }
  return exercises;
}

std::vector<batch::Earned> earned_of(const Table& table) {
  const std::size_t name = table.place_of("submission");
  const std::size_t end = table.place_of("total");
  std::vector<batch::Earned> all;
  for (std::size_t i = 1; i < table.rows.size(); ++i) {
    all.push_back({table.rows[i].at(name).value, {}});
    for (std::size_t at = name + 1; at < end; ++at) {
      all.back().points.push_back(points_in(table.rows[i].at(at).value));
    }
  }
  return all;
}

// After the policy. Writes what it did beside the gradebook.
Scores late_scores(const Options& options, const Table& table) {
  const auto& asked = options.gradebook;
  const std::vector<std::string> exercises = exercises_of(table);
  const bool is_total = asked.from == "total";
  if (!is_total && std::find(exercises.begin(), exercises.end(), asked.from) == exercises.end()) {
    throw UsageError(fmt::format("--late changes points; --from names total or one of {}",
                                 fmt::join(exercises, ", ")));
  }
  const auto catalogue = course::Catalogue::load(options.root);
  const batch::ExerciseNamed exercise_named =
      [&](std::string_view name) -> std::optional<std::string> {
    const course::Exercise* exercise = catalogue.find(name);
    return exercise == nullptr ? std::nullopt : std::optional(exercise->id);
  };
  const std::string rules = read(asked.late, "a file that says what late hand-ins cost");
  const batch::LateDays late = usage_checked([&] {
    const batch::LatePolicy policy =
        batch::read_late_policy(rules, asked.late.string(), exercise_named);
    const fs::path times = asked.late.parent_path() / policy.hand_ins;
    const std::string text =
        read(times, fmt::format("the platform's hand-in times in {}", asked.late.string()));
    return batch::late_days(exercises, earned_of(table), policy,
                            batch::read_hand_in_times(text, times.string()), exercise_named);
  });
  const fs::path file = asked.out / "late.csv";
  write(file, batch::late_csv(exercises, late.lines));
  fmt::print("{}: what was late, and what it cost.\n", file.string());
  Scores scores = scores_of(table, asked.from, [&](std::size_t line, Score score, Scores& into) {
    const auto points = late.lines.at(line).points(exercises, is_total ? "" : asked.from);
    if (points) {
      into.all.push_back({std::move(score.submission), *points});
    } else {
      into.open.push_back(fmt::format("{}: nobody knows when {} was handed in", score.submission,
                                      fmt::join(late.lines.at(line).timeless, " and ")));
    }
  });
  scores.doubts = late.doubts;
  return scores;
}

}  // namespace

ExitCode gradebook(const Options& options) {
  const auto& asked = options.gradebook;
  const std::string exported =
      read(asked.exported, "a CSV file that Canvas or Moodle has exported");
  const Table table = read_table(asked.out);
  const Scores scores = asked.late.empty() ? scores_of(table, asked.from,
                                                       [](std::size_t, Score score, Scores& into) {
                                                         into.all.push_back(std::move(score));
                                                       })
                                           : late_scores(options, table);
  batch::Filled filled;
  try {
    filled = batch::fill(exported, asked.column, scores.all, asked.replace);
  } catch (const std::runtime_error& error) {
    throw UsageError(fmt::format("{}: {}", asked.exported.string(), error.what()));
  }
  const fs::path file = asked.out / ("filled-" + asked.exported.filename().string());
  write(file, filled.text);
  fmt::print("{}: {} of {} filled in.\n", file.string(), filled.count,
             scores.all.size() + scores.open.size());
  std::vector<std::string> left = filled.refused;
  left.insert(left.end(), scores.open.begin(), scores.open.end());
  for (const std::string& line : left) {
    fmt::print("  not {}\n", report::printable_line(line));
  }
  for (const std::string& line : scores.doubts) {
    fmt::print("  look at {}\n", report::printable_line(line));
  }
  return left.empty() && scores.doubts.empty() ? ExitCode::all_points : ExitCode::points_missing;
}

}  // namespace cli
