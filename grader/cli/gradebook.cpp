// grade gradebook: puts the points of a batch into a gradebook that was exported.

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <stdexcept>
#include <system_error>

#include "batch/csv.hpp"
#include "batch/fill.hpp"
#include "cli/verbs.hpp"
#include "course/catalogue.hpp"
#include "report/printable.hpp"

namespace cli {
namespace {

namespace fs = std::filesystem;
using batch::Score;

struct Scores {
  std::vector<Score> all;
  std::vector<std::string> open;  // those that are not to be written yet, with the reason
};

std::string read(const fs::path& file, std::string_view what) {
  try {
    return course::read_file(file);
  } catch (const std::system_error&) {
    throw UsageError(fmt::format("cannot read {}; name {}", file.string(), what));
  }
}

std::size_t place_of(const batch::CsvRow& heads, std::string_view head, const fs::path& file) {
  const auto found = std::find_if(heads.begin(), heads.end(),
                                  [&](const batch::CsvField& each) { return each.value == head; });
  if (found == heads.end()) {
    throw UsageError(fmt::format("{} has no column {}; have `grader/grade batch` write it anew",
                                 file.string(), head));
  }
  return static_cast<std::size_t>(found - heads.begin());
}

// Of the batch's own gradebook the column `from`.
Scores scores_of(const fs::path& out, const std::string& from) {
  const fs::path file = out / "gradebook.csv";
  const std::vector<batch::CsvRow> rows =
      batch::read_csv(read(file, "the folder that `grader/grade batch --out` has filled"));
  if (rows.empty()) {
    throw UsageError(fmt::format("{} holds no line", file.string()));
  }
  const std::size_t name = place_of(rows.front(), "submission", file);
  const std::size_t points = place_of(rows.front(), from, file);
  const std::size_t unmeasured = place_of(rows.front(), "not measured", file);
  Scores scores;
  for (std::size_t i = 1; i < rows.size(); ++i) {
    const std::string& cell = rows[i].at(points).value;
    Score score{rows[i].at(name).value, 0};
    std::from_chars(cell.data(), cell.data() + cell.size(), score.points);
    if (rows[i].at(unmeasured).value != "0") {
      scores.open.push_back(score.submission + ": not all of it was measured; batch --again");
    } else if (cell.empty()) {
      scores.open.push_back(score.submission + ": nothing was handed in");
    } else {
      scores.all.push_back(std::move(score));
    }
  }
  return scores;
}

}  // namespace

ExitCode gradebook(const Options& options) {
  const auto& asked = options.gradebook;
  const std::string exported =
      read(asked.exported, "a CSV file that Canvas or Moodle has exported");
  const Scores scores = scores_of(asked.out, asked.from);
  batch::Filled filled;
  try {
    filled = batch::fill(exported, asked.column, scores.all, asked.replace);
  } catch (const std::runtime_error& error) {
    throw UsageError(fmt::format("{}: {}", asked.exported.string(), error.what()));
  }
  const fs::path file = asked.out / ("filled-" + asked.exported.filename().string());
  std::ofstream stream(file, std::ios::binary);
  stream << filled.text;
  if (!stream.flush()) {
    throw UsageError(fmt::format("cannot write {}", file.string()));
  }
  fmt::print("{}: {} of {} filled in.\n", file.string(), filled.count,
             scores.all.size() + scores.open.size());
  std::vector<std::string> left = filled.refused;
  left.insert(left.end(), scores.open.begin(), scores.open.end());
  for (const std::string& line : left) {
    fmt::print("  not {}\n", report::printable_line(line));
  }
  return left.empty() ? ExitCode::all_points : ExitCode::points_missing;
}

}  // namespace cli
