#include "report/gradescope.hpp"

#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "report/finding_words.hpp"
#include "report/issues.hpp"
#include "report/places.hpp"
#include "report/printable.hpp"
#include "report/wording.hpp"

namespace report {
namespace {

using Json = nlohmann::ordered_json;
using judge::Finding;

// A mistake that keeps all else from running is shown with the tests.
bool belongs_to(const Finding& finding, course::Part part) {
  return concerns_a_file(finding) ? part == course::Part::tests : finding.part == part;
}

std::string output(const ExerciseReport& graded, const score::PartGrade& grade,
                   const Report& report) {
  std::string text;
  if (grade.not_measured > 0) {
    text += fmt::format("{} could not be measured here: they are neither won nor lost.\n",
                        counted(static_cast<std::size_t>(grade.not_measured), "point"));
  }
  for (const Issue& issue : issues(graded.findings)) {
    const Finding& finding = *issue.finding;
    if (!belongs_to(finding, grade.part)) {
      continue;
    }
    text += what_happened(finding) + "\n";
    for (const std::string& line : places_in_lines(finding, report, graded.exercise)) {
      text += "  " + line + "\n";
    }
    if (!seen_in(issue).empty()) {
      text += "  Seen in: " + seen_in(issue) + "\n";
    }
    if (!finding.advice.empty()) {
      text += "  Try: " + printable_line(finding.advice) + "\n";
    }
  }
  for (const Finding& finding : graded.findings) {
    if (finding.part == grade.part && finding.speed) {
      text += speed_in_numbers(finding) + "\n";
    }
  }
  return text;
}

Json test(const ExerciseReport& graded, const score::PartGrade& grade, const Report& report) {
  const int possible = grade.possible - grade.not_measured;
  return {
      {"name", printable_line(graded.exercise.id) + ": " + std::string(course::name(grade.part))},
      {"score", grade.earned},
      {"max_score", possible},
      {"status", grade.earned == possible ? "passed" : "failed"},
      {"output", output(graded, grade, report)},
      {"output_format", "text"},
      {"visibility", "visible"},
      {"extra_data", {{"not_measured", grade.not_measured}}}};
}

}  // namespace

std::string gradescope(const Report& report) {
  Json tests = Json::array();
  for (const ExerciseReport& graded : report.exercises) {
    for (const score::PartGrade& grade : graded.grade.parts) {
      tests.push_back(test(graded, grade, report));
    }
  }
  const double seconds = std::isfinite(report.seconds) ? std::max(0., report.seconds) : 0;
  const Json whole{{"score", report.earned()},
                   {"execution_time", std::ceil(seconds)},
                   {"output", points(report) + " points."},
                   {"output_format", "text"},
                   {"visibility", "visible"},
                   {"stdout_visibility", "hidden"},
                   {"tests", tests},
                   {"extra_data",
                    {{"possible", report.possible()},
                     {"not_measured", report.not_measured()},
                     {"grader_version", report.grader_version}}}};
  return whole.dump(2, ' ', true, Json::error_handler_t::replace) + "\n";
}

}  // namespace report
