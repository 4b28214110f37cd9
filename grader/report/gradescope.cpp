#include "report/gradescope.hpp"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "report/part_words.hpp"
#include "report/printable.hpp"
#include "report/wording.hpp"

namespace report {
namespace {

using Json = nlohmann::ordered_json;

Json test(const ExerciseReport& graded, const score::PartGrade& grade, const Report& report) {
  const int possible = grade.possible - grade.not_measured;
  return {{"name", name_of_part(graded, grade)},
          {"score", grade.earned},
          {"max_score", possible},
          {"status", grade.earned == possible ? "passed" : "failed"},
          {"output", part_in_lines(graded, grade, report)},
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
                     {"isolation", printable_line(report.machine.isolation)},
                     {"grader_version", report.grader_version}}}};
  return whole.dump(2, ' ', true, Json::error_handler_t::replace) + "\n";
}

}  // namespace report
