#include "batch/gradebook.hpp"

#include <fmt/format.h>

#include "report/csv_field.hpp"

namespace batch {
namespace {

using report::csv_field;

std::string line_of(const Entry& entry) {
  std::string line = csv_field(entry.name);
  for (const report::ExerciseReport& exercise : entry.report.exercises) {
    line += handed_in(exercise) ? fmt::format(",{}", exercise.grade.earned()) : ",";
  }
  // Without a total nobody fills in 0 points where an archive is broken.
  line += handed_in_anything(entry) ? fmt::format(",{}", entry.report.earned()) : ",";
  line += fmt::format(",{},{},{}", entry.report.possible(), entry.report.not_measured(),
                      csv_field(fmt::format("{}", fmt::join(for_a_human_eye(entry), "; "))));
  return line.append(report::kCsvLineEnd);
}

}  // namespace

std::string gradebook(const ClassList& list) {
  std::string text = "submission";
  for (const std::string& exercise : list.exercises) {
    text += "," + csv_field(exercise);
  }
  text.append(",total,possible,not measured,remarks").append(report::kCsvLineEnd);
  for (const Entry& entry : list.entries) {
    text += line_of(entry);
  }
  return text;
}

}  // namespace batch
