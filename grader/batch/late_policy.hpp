// What a course says about late hand-ins, read from a TOML file, and the times of the
// hand-ins, read from a CSV file of the platform's. Pure.

#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "batch/lateness.hpp"
#include "batch/moment.hpp"

namespace batch {

struct Extension {
  std::string student;   // as it is written there
  std::string exercise;  // id; empty: every one
  std::optional<Moment> due;
  std::chrono::days days{0};  // after the class's, if there is no `due`
  int line = 0;
};

struct LatePolicy {
  std::string shown;     // the file, as errors name it
  std::string hand_ins;  // the CSV file, relative to this one
  LateRules rules;
  std::optional<Moment> due_for_all;
  std::map<std::string, Moment> due;  // by the exercise's id, if not for all
  std::vector<Extension> extensions;

  // For the class.
  std::optional<Moment> due_of(const std::string& exercise) const;
};

// The id of the exercise with this name; nothing: there is none.
using ExerciseNamed = std::function<std::optional<std::string>(std::string_view)>;

// A policy is right or wrong as a whole. `shown` is the path used in errors. Throws
// std::runtime_error that begins with "path:line: ".
LatePolicy read_late_policy(const std::string& text, const std::string& shown,
                            const ExerciseNamed& exercise_named);

struct HandInTime {
  std::string student;
  std::string exercise;  // as both are written there
  Moment at;
};

// Columns "student", "exercise" and "time", in any order and among others. Throws
// std::runtime_error that begins with the path and, where there is one, the line.
std::vector<HandInTime> read_hand_in_times(const std::string& text, const std::string& shown);

}  // namespace batch
