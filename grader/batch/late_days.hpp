// The points of a class after its late days. Pure.

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "batch/late_policy.hpp"
#include "batch/lateness.hpp"

namespace batch {

// A line of the batch's gradebook.
struct Earned {
  std::string submission;
  std::vector<std::optional<int>> points;  // of each exercise; nothing: not handed in
};

// One exercise of one submission after the policy.
struct LateCell {
  std::optional<int> before;
  Moment due;                          // with the student's extension
  std::optional<Lateness> lateness{};  // nothing: not handed in
  std::optional<int> after{};          // nothing: not handed in, or not known
};

struct LateLine {
  std::string submission;
  std::vector<LateCell> cells;          // in the order of the exercises
  std::vector<std::string> timeless{};  // exercises that were handed in nobody knows when

  // Of one exercise or, without a name, the sum. Nothing: a time is missing for it.
  std::optional<int> points(const std::vector<std::string>& exercises,
                            const std::string& exercise) const;
};

struct LateDays {
  std::vector<LateLine> lines;      // in the order of the gradebook
  std::vector<std::string> doubts;  // what does not fit together, one line each
};

// `exercises` are ids, in the order of the points. Of several times for one hand-in the
// latest counts: which of them was graded is not known. Throws std::runtime_error if an
// exercise of the batch was never due.
LateDays late_days(const std::vector<std::string>& exercises, const std::vector<Earned>& earned,
                   const LatePolicy& policy, const std::vector<HandInTime>& times,
                   const ExerciseNamed& exercise_named);

// A line for each submission and exercise, as CSV (RFC 4180); times are in UTC.
std::string late_csv(const std::vector<std::string>& exercises, const std::vector<LateLine>& lines);

}  // namespace batch
