#include "report/csv.hpp"

#include <fmt/format.h>

#include "report/csv_field.hpp"
#include "report/part_words.hpp"

namespace report {

std::string csv(const Report& report) {
  std::string text =
      fmt::format("exercise,part,verdict,points,of,not measured,message{}", kCsvLineEnd);
  for (const ExerciseReport& graded : report.exercises) {
    for (const score::PartGrade& part : graded.grade.parts) {
      const auto verdict = verdict_of_part(graded, part);
      text += fmt::format("{},{},{},{},{},{},{}{}", csv_field(graded.exercise.id),
                          score::name(part), verdict ? judge::name(*verdict) : "", part.earned,
                          part.possible, part.not_measured,
                          csv_field(part_in_a_line(graded, part, report)), kCsvLineEnd);
    }
  }
  return text;
}

}  // namespace report
