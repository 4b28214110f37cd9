#include "report/places.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "report/issues.hpp"
#include "report/printable.hpp"
#include "report/wording.hpp"

namespace report {
namespace {

using judge::Finding;

constexpr std::size_t kLongestPath = 200;  // a #line directive can name any

std::string without_slash(std::string path) {
  while (path.size() > 1 && path.ends_with('/')) {
    path.pop_back();
  }
  return path;
}

std::string joined(const std::vector<std::string>& names) {
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i) {
    text += i == 0 ? "" : i + 1 == names.size() ? " and " : ", ";
    text += names[i];
  }
  return text;
}

judge::Place whole_file(const std::string& file) {
  judge::Place place;
  place.file = file;
  return place;
}

}  // namespace

bool is_students(const judge::Place& place, const course::Exercise& exercise) {
  return std::any_of(exercise.submit.begin(), exercise.submit.end(), [&](const std::string& file) {
    return place.file == exercise.id + "/" + file;
  });
}

std::string path_of(const judge::Place& place, const Report& report,
                    const course::Exercise& exercise) {
  const std::string folder =
      is_students(place, exercise) ? without_slash(report.submission) : "exercises";
  const std::string line = place.line > 0 ? fmt::format(":{}", place.line) : "";
  return cut(printable_line(folder + "/" + place.file), kLongestPath) + line;
}

std::vector<judge::Place> places_of(const Finding& finding, const course::Exercise& exercise) {
  std::vector<judge::Place> places;
  if (finding.places.empty() &&
      (concerns_a_file(finding) || finding.part == course::Part::report)) {
    places.push_back(whole_file(finding.subject));
  }
  for (const bool students : {true, false}) {
    for (const judge::Place& place : finding.places) {
      if (is_students(place, exercise) == students) {
        places.push_back(place);
        places.back().note = place.note == finding.headline ? "" : place.note;
      }
    }
  }
  return places;
}

Lines place_in_lines(const judge::Place& place, const Report& report,
                     const course::Exercise& exercise) {
  const std::string note = printable_line(place.note);
  const std::string source = printable_line(place.source);
  Lines lines{path_of(place, report, exercise) + (note.empty() ? "" : "  " + note)};
  if (!source.empty()) {
    lines.push_back("    " + source);
  }
  return lines;
}

Lines places_in_lines(const Finding& finding, const Report& report,
                      const course::Exercise& exercise, std::size_t most) {
  Lines lines;
  for (const judge::Place& place : places_of(finding, exercise)) {
    for (std::string& line : place_in_lines(place, report, exercise)) {
      lines.push_back(std::move(line));
    }
    if (lines.size() >= most) {
      break;
    }
  }
  return lines;
}

std::string next_step(const Report& report) {
  const auto next = std::find_if(
      report.exercises.begin(), report.exercises.end(),
      [](const ExerciseReport& exercise) { return !earned_all_that_was_measured(exercise.grade); });
  if (next == report.exercises.end()) {
    return "";
  }
  const course::Exercise& exercise = next->exercise;
  const std::string again = "then run grader/grade run " + exercise.number;
  if (not_written_yet(*next)) {
    return fmt::format("exercises/{}: read README.md, edit {}, {}", exercise.id,
                       joined(exercise.submit), again);
  }
  judge::Place place = whole_file(
      exercise.submit.empty() ? exercise.id : exercise.id + "/" + exercise.submit.front());
  if (const std::vector<Issue> found = issues(next->findings); !found.empty()) {
    const std::vector<judge::Place> places = places_of(*found.front().finding, exercise);
    place = !places.empty() && is_students(places.front(), exercise) ? places.front() : place;
  }
  return path_of(place, report, exercise) + ", " + again;
}

}  // namespace report
