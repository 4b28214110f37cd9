#include "batch/gradebook.hpp"

#include <fmt/format.h>

#include <string_view>

#include "report/printable.hpp"

namespace batch {
namespace {

constexpr const char* kLineEnd = "\r\n";

std::string line_of(const Entry& entry) {
  std::string line = csv_field(entry.name);
  for (const report::ExerciseReport& exercise : entry.report.exercises) {
    line += handed_in(exercise) ? fmt::format(",{}", exercise.grade.earned()) : ",";
  }
  line += fmt::format(",{},{},{},{}", entry.report.earned(), entry.report.possible(),
                      entry.report.not_measured(),
                      csv_field(fmt::format("{}", fmt::join(for_a_human_eye(entry), "; "))));
  return line + kLineEnd;
}

}  // namespace

std::string csv_field(std::string_view text) {
  constexpr std::string_view kFormula = "=+-@";
  std::string field = report::printable_line(text);
  if (!field.empty() && kFormula.find(field.front()) != std::string_view::npos) {
    field.insert(field.begin(), '\'');
  }
  if (field.find_first_of(",\"") == std::string::npos) {
    return field;
  }
  std::string quoted = "\"";
  for (const char c : field) {
    quoted += c == '"' ? "\"\"" : std::string(1, c);
  }
  return quoted + '"';
}

std::string gradebook(const ClassList& list) {
  std::string text = "submission";
  for (const std::string& exercise : list.exercises) {
    text += "," + csv_field(exercise);
  }
  text += std::string(",total,possible,not measured,remarks") + kLineEnd;
  for (const Entry& entry : list.entries) {
    text += line_of(entry);
  }
  return text;
}

}  // namespace batch
