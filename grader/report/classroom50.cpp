#include "report/classroom50.hpp"

#include <nlohmann/json.hpp>

#include "report/part_words.hpp"

namespace report {
namespace {

using Json = nlohmann::ordered_json;

Json test(const ExerciseReport& graded, const score::PartGrade& grade, const Report& report) {
  const int possible = grade.possible - grade.not_measured;
  return {{"test-name", name_of_part(graded, grade)},
          {"passed", grade.earned == possible},
          {"score", grade.earned},
          {"max-score", possible},
          {"not-measured", grade.not_measured},
          {"output", part_in_lines(graded, grade, report)}};
}

}  // namespace

std::string classroom50(const Report& report, const Classroom50Identity& identity) {
  Json tests = Json::array();
  for (const ExerciseReport& graded : report.exercises) {
    for (const score::PartGrade& grade : graded.grade.parts) {
      tests.push_back(test(graded, grade, report));
    }
  }
  const Json whole{{"schema", "classroom50/result/v1"},
                   {"classroom", identity.classroom},
                   {"assignment", identity.assignment},
                   {"assignment_type", identity.assignment_type},
                   {"owner", identity.owner},
                   {"submission", identity.submission},
                   {"commit", identity.commit},
                   {"release", identity.release},
                   {"review", identity.review},
                   {"datetime", report.started},
                   {"score", report.earned()},
                   {"max-score", report.possible() - report.not_measured()},
                   {"tests", tests}};
  return whole.dump(2, ' ', true, Json::error_handler_t::replace) + "\n";
}

}  // namespace report
