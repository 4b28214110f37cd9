#include "score/grade.hpp"

#include <algorithm>
#include <cmath>

namespace score {
namespace {

using course::Part;
using judge::Finding;
using judge::Verdict;

// What several findings come to. Nothing looked at is not passed.
enum class Outcome { passed, lost, unknown, nothing };

template <class Concerns>
Outcome outcome(const std::vector<Finding>& findings, const Concerns& concerns) {
  Outcome sum = Outcome::nothing;
  for (const Finding& finding : findings) {
    if (!concerns(finding)) {
      continue;
    }
    if (judge::undecided(finding.verdict)) {
      sum = Outcome::unknown;
    } else if (!judge::passed(finding.verdict)) {
      return Outcome::lost;
    } else if (sum == Outcome::nothing) {
      sum = Outcome::passed;
    }
  }
  return sum;
}

Outcome outcome_of(const std::vector<Finding>& findings, Part part) {
  return outcome(findings, [&](const Finding& finding) { return finding.part == part; });
}

Outcome outcome_of(const std::vector<Finding>& findings, const course::Suite& suite) {
  return outcome(findings, [&](const Finding& finding) {
    return finding.part == Part::tests && finding.subject.starts_with(suite.name + ".");
  });
}

bool runs(const std::vector<Finding>& findings) {
  return std::none_of(findings.begin(), findings.end(), [](const Finding& finding) {
    return std::holds_alternative<judge::NotBuilt>(finding.verdict) ||
           std::holds_alternative<judge::Forbidden>(finding.verdict) ||
           std::holds_alternative<judge::NotSubmitted>(finding.verdict);
  });
}

// The suites that everybody may see, or the others.
PartGrade grade_tests(const course::Exercise& exercise, const std::vector<Finding>& findings,
                      bool hidden) {
  PartGrade grade{.part = Part::tests, .possible = hidden ? 0 : exercise.points.tests};
  const bool counts = runs(findings);
  for (const course::Suite& suite : exercise.suites) {
    if (course::is_hidden(suite) != hidden) {
      continue;
    }
    grade.visibility = suite.visibility;
    grade.possible += hidden ? suite.points : 0;
    const Outcome result = counts ? outcome_of(findings, suite) : Outcome::lost;
    grade.earned += result == Outcome::passed ? suite.points : 0;
    grade.not_measured += result == Outcome::unknown ? suite.points : 0;
  }
  return grade;
}

// All tests taken together: what decides whether the other parts count.
Outcome all_tests(const course::Exercise& exercise, const std::vector<Finding>& findings) {
  const bool each_suite_ran = std::all_of(
      exercise.suites.begin(), exercise.suites.end(),
      [&](const course::Suite& suite) { return outcome_of(findings, suite) != Outcome::nothing; });
  const Outcome tests = outcome_of(findings, Part::tests);
  if (tests == Outcome::nothing) {
    return exercise.points.tests == 0 ? Outcome::passed : Outcome::lost;
  }
  return runs(findings) && each_suite_ran ? tests : Outcome::lost;
}

// Races and schedules: all or nothing.
PartGrade grade_whole(Part part, int possible, const std::vector<Finding>& findings,
                      Outcome tests) {
  PartGrade grade{.part = part, .possible = possible};
  const Outcome found = outcome_of(findings, part);
  if (tests == Outcome::lost || found == Outcome::lost) {
    return grade;
  }
  const bool known = tests == Outcome::passed && found == Outcome::passed;
  (known ? grade.earned : grade.not_measured) = possible;
  return grade;
}

// Linear from `none` to `full`, rounded down. Never all of the points: a row
// whose gain suffices and that is slow all the same was slow for another reason.
int points_of_slow_row(const course::SpeedRow& row, const Finding& finding) {
  if (!finding.speed || !std::isfinite(finding.speed->gain) || row.full <= row.none) {
    return 0;
  }
  const double share = std::clamp((finding.speed->gain - row.none) / (row.full - row.none), 0., 1.);
  const double rounding_error = 1e-9;  // keeps 0.55 between 0.3 and 0.8 at exactly one half
  const int points = static_cast<int>(std::floor(share * row.points + rounding_error));
  return std::clamp(points, 0, std::max(0, row.points - 1));
}

void add_row(PartGrade& grade, const course::SpeedRow& row, const std::vector<Finding>& findings) {
  int earned = row.points;
  bool measured = false;
  bool decided = true;
  for (const Finding& finding : findings) {
    if (finding.part != Part::speed || finding.subject != row.name) {
      continue;
    }
    measured = true;
    if (judge::undecided(finding.verdict)) {
      decided = false;
    } else if (std::holds_alternative<judge::Slow>(finding.verdict)) {
      earned = std::min(earned, points_of_slow_row(row, finding));
    } else if (!judge::passed(finding.verdict)) {
      return;
    }
  }
  if (measured && decided) {
    grade.earned += earned;
  } else {
    grade.not_measured += row.points;
  }
}

PartGrade grade_speed(const course::Exercise& exercise, const std::vector<Finding>& findings,
                      Outcome tests) {
  PartGrade grade{.part = Part::speed, .possible = exercise.points.speed};
  if (tests == Outcome::lost) {
    return grade;
  }
  for (const course::SpeedRow& row : exercise.speed) {
    add_row(grade, row, findings);
  }
  if (tests == Outcome::unknown) {  // what was earned counts only once the tests have passed
    grade.not_measured += grade.earned;
    grade.earned = 0;
  }
  return grade;
}

// Says nothing of the code, so it counts whatever the tests show.
PartGrade grade_report(const course::Exercise& exercise, const std::vector<Finding>& findings) {
  PartGrade grade{.part = Part::report, .possible = exercise.points.report};
  if (outcome_of(findings, Part::report) == Outcome::passed) {
    grade.earned = grade.possible;
  }
  return grade;
}

template <class Member>
int sum(const std::vector<PartGrade>& parts, Member member) {
  int total = 0;
  for (const PartGrade& part : parts) {
    total += part.*member;
  }
  return total;
}

}  // namespace

std::string_view name(const PartGrade& part) {
  return part.is_hidden() ? "hidden tests" : course::name(part.part);
}

int Grade::earned() const { return sum(parts, &PartGrade::earned); }
int Grade::possible() const { return sum(parts, &PartGrade::possible); }
int Grade::not_measured() const { return sum(parts, &PartGrade::not_measured); }

Verdict verdict_of_all(const std::vector<Finding>& findings) {
  if (findings.empty()) {
    return judge::NotMeasured{"nothing was looked at"};
  }
  Verdict worst = judge::Passed{};
  for (const Finding& finding : findings) {
    if (judge::urgency(finding.verdict) < judge::urgency(worst)) {
      worst = finding.verdict;
    }
  }
  return worst;
}

Grade grade(const course::Exercise& exercise, const std::vector<Finding>& findings) {
  const Outcome tests = all_tests(exercise, findings);
  Grade result;
  result.verdict = verdict_of_all(findings);
  if (exercise.points.tests > 0) {
    result.parts.push_back(grade_tests(exercise, findings, false));
  }
  if (course::has_hidden_tests(exercise)) {
    result.parts.push_back(grade_tests(exercise, findings, true));
  }
  for (const Part part : {Part::races, Part::schedules}) {
    if (const int possible = exercise.points.of(part); possible > 0) {
      result.parts.push_back(grade_whole(part, possible, findings, tests));
    }
  }
  if (exercise.points.speed > 0) {
    result.parts.push_back(grade_speed(exercise, findings, tests));
  }
  if (exercise.points.report > 0) {
    result.parts.push_back(grade_report(exercise, findings));
  }
  return result;
}

}  // namespace score
