// Findings in, points out. Pure.

#pragma once

#include <string_view>
#include <vector>

#include "course/exercise.hpp"
#include "judge/finding.hpp"

namespace score {

// Points of one part. What the machine could not measure is neither earned nor
// lost: `possible` stays what the manifest says, and `not_measured` of it are
// left out of the count.
struct PartGrade {
  course::Part part = course::Part::tests;
  int earned = 0;
  int possible = 0;
  int not_measured = 0;
  // Of part tests: the hidden suites are a grade of their own.
  course::Visibility visibility = course::Visibility::visible;

  bool is_hidden() const { return visibility != course::Visibility::visible; }
};

// "races", "hidden tests".
std::string_view name(const PartGrade& part);

struct Grade {
  std::vector<PartGrade> parts;              // those that the manifest gives points for
  judge::Verdict verdict = judge::Passed{};  // of the whole: the worst finding's

  int earned() const;
  int possible() const;  // 100, by the manifest's rules, and what laid tests add
  int not_measured() const;
  bool full() const { return earned() == possible(); }
};

// The worst finding's.
judge::Verdict verdict_of_all(const std::vector<judge::Finding>& findings);

// Tests: all of a suite or nothing. Races, schedules and speed are earned only by
// a submission whose tests all pass.
Grade grade(const course::Exercise& exercise, const std::vector<judge::Finding>& findings);

}  // namespace score
