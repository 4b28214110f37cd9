#include "batch/fill.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <stdexcept>

#include "batch/csv.hpp"
#include "batch/student_names.hpp"

namespace batch {
namespace {

// Heads of columns that name a student, in Canvas's and in Moodle's exports.
constexpr std::array<std::string_view, 11> kIdentities{
    "student",       "id",       "sis user id", "sis login id", "integration id", "id number",
    "email address", "username", "identifier",  "full name",    "student id"};

bool identifies(const std::string& head) {
  return std::find(kIdentities.begin(), kIdentities.end(), lower(head)) != kIdentities.end();
}

std::size_t column_of(const CsvRow& heads, std::string_view wanted) {
  std::vector<std::size_t> beginning;
  std::vector<std::string> known;
  for (std::size_t i = 0; i < heads.size(); ++i) {
    if (heads[i].value == wanted) {
      return i;
    }
    if (heads[i].value.starts_with(wanted)) {
      beginning.push_back(i);
    }
    known.push_back(heads[i].value);
  }
  if (beginning.size() != 1) {
    throw std::runtime_error(fmt::format("{} is the head of {} column; there are: {}", wanted,
                                         beginning.empty() ? "no" : "more than one",
                                         fmt::join(known, ", ")));
  }
  return beginning.front();
}

// Which lines a name stands for.
std::map<std::string, std::vector<std::size_t>> lines_by_name(const std::vector<CsvRow>& rows) {
  std::map<std::string, std::vector<std::size_t>> lines;
  const auto add = [&](const std::string& name, std::size_t line) {
    std::vector<std::size_t>& all = lines[name];
    if (!name.empty() && (all.empty() || all.back() != line)) {
      all.push_back(line);
    }
  };
  for (std::size_t line = 1; line < rows.size(); ++line) {
    for (std::size_t i = 0; i < rows[line].size() && i < rows.front().size(); ++i) {
      if (identifies(rows.front()[i].value)) {
        const std::string name = lower(rows[line][i].value);
        add(name, line);
        add(name.substr(0, name.find('@')), line);
      }
    }
  }
  return lines;
}

}  // namespace

Filled fill(const std::string& exported, std::string_view column, const std::vector<Score>& scores,
            bool replace) {
  const std::vector<CsvRow> rows = read_csv(exported);
  if (rows.empty()) {
    throw std::runtime_error("holds no line");
  }
  const std::size_t wanted = column_of(rows.front(), column);
  const auto lines = lines_by_name(rows);
  std::map<std::size_t, std::string> changes;  // by where the field begins
  Filled filled;
  const auto refuse = [&](const Score& score, const std::string& why) {
    filled.refused.push_back(fmt::format("{}, {} points: {}", score.submission, score.points, why));
  };
  for (const Score& score : scores) {
    const auto found = lines.find(lower(score.submission));
    if (found == lines.end() || found->second.size() != 1) {
      refuse(score, found == lines.end() || found->second.empty() ? "no line has this name"
                                                                  : "several lines have this name");
      continue;
    }
    const CsvRow& row = rows[found->second.front()];
    const std::string points = std::to_string(score.points);
    if (wanted >= row.size()) {
      refuse(score, "its line is too short");
    } else if (!replace && !row[wanted].value.empty() && row[wanted].value != points) {
      refuse(score, fmt::format("the field holds {} already", row[wanted].value));
    } else if (!changes.emplace(row[wanted].begin, points).second) {
      refuse(score, "another submission has this line");
    } else {
      ++filled.count;
    }
  }
  std::size_t copied = 0;
  for (const CsvRow& row : rows) {
    if (const auto change = wanted < row.size() ? changes.find(row[wanted].begin) : changes.end();
        change != changes.end()) {
      filled.text += exported.substr(copied, row[wanted].begin - copied) + change->second;
      copied = row[wanted].end;
    }
  }
  filled.text += exported.substr(copied);
  return filled;
}

}  // namespace batch
