// Findings in, points out. Pure.

#pragma once

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
};

struct Grade {
  std::vector<PartGrade> parts;              // those that the manifest gives points for
  judge::Verdict verdict = judge::Passed{};  // of the whole: the worst finding's

  int earned() const;
  int possible() const;  // 100, by the manifest's rules
  int not_measured() const;
  bool full() const { return earned() == possible(); }
};

// Tests: all of a suite or nothing. Races, schedules and speed are earned only by
// a submission whose tests all pass.
Grade grade(const course::Exercise& exercise, const std::vector<judge::Finding>& findings);

}  // namespace score
