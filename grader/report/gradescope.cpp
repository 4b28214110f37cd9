#include "report/gradescope.hpp"

#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>
#include <vector>

#include "report/finding_words.hpp"
#include "report/hidden_tests.hpp"
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

std::string issue_in_words(const Issue& issue, const Report& report,
                           const course::Exercise& exercise) {
  const Finding& finding = *issue.finding;
  std::string text = what_happened(finding) + "\n";
  for (const std::string& line : places_in_lines(finding, report, exercise)) {
    text += "  " + line + "\n";
  }
  if (!seen_in(issue).empty()) {
    text += "  Seen in: " + seen_in(issue) + "\n";
  }
  if (!finding.advice.empty()) {
    text += "  Try: " + printable_line(finding.advice) + "\n";
  }
  return text;
}

// Of the findings those that students read with this part; with the hidden tests all that
// was found in them, races too.
std::vector<Finding> findings_of(const ExerciseReport& graded, const score::PartGrade& grade) {
  std::vector<Finding> findings =
      grade.is_hidden() ? graded.findings : for_students(graded).findings;
  std::erase_if(findings, [&](const Finding& finding) {
    const bool hidden = is_of_hidden_tests(finding, graded.exercise);
    return grade.is_hidden()
               ? !hidden
               : !belongs_to(finding, grade.part) || (hidden && grade.part == course::Part::tests);
  });
  return findings;
}

std::string output(const ExerciseReport& graded, const score::PartGrade& grade,
                   const Report& report) {
  std::string text;
  if (grade.not_measured > 0) {
    text += fmt::format("{} could not be measured here: they are neither won nor lost.\n",
                        counted(static_cast<std::size_t>(grade.not_measured), "point"));
  }
  const std::vector<Finding> findings = findings_of(graded, grade);
  for (const Issue& issue : issues(findings)) {
    text += issue_in_words(issue, report, graded.exercise);
  }
  for (const Finding& finding : findings) {
    if (finding.speed) {
      text += speed_in_numbers(finding) + "\n";
    }
  }
  return text;
}

Json test(const ExerciseReport& graded, const score::PartGrade& grade, const Report& report) {
  const int possible = grade.possible - grade.not_measured;
  return {{"name", printable_line(graded.exercise.id) + ": " + std::string(score::name(grade))},
          {"score", grade.earned},
          {"max_score", possible},
          {"status", grade.earned == possible ? "passed" : "failed"},
          {"output", output(graded, grade, report)},
          {"output_format", "text"},
          {"visibility", course::name(grade.visibility)},
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
