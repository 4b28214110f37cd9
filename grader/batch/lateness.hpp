// What late hand-ins cost. Pure: nothing but the times decides, so that a batch of one
// exercise and a batch of all agree.

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "batch/moment.hpp"

namespace batch {

struct LateRules {
  int free_days = 0;                     // of a student, for all exercises together
  int percent_per_day = 0;               // of the points that the exercise has earned
  std::optional<int> zero_after_days{};  // more days late than that earn nothing
};

// One exercise of one student.
struct HandedIn {
  std::string exercise;
  Moment due;                // the student's own, extensions included
  std::optional<Moment> at;  // nothing: handed in, and nobody knows when
};

struct Lateness {
  HandedIn hand_in;
  int days = 0;
  int free_days = 0;           // of them, used up here
  std::optional<int> percent;  // taken of the points; nothing: cannot be known
};

// Begun days of 24 hours after `due`: 0 at that second, 1 a second later.
int days_late(Moment due, Moment at);

// To the nearest integer; half a point goes to the student.
int points_after(int points, int percent);

// Free days go to late hand-ins in the order in which they were due (by name, if at the
// same time), and none to one that is too late to count. While an earlier time is not
// known, nobody knows how many of them are left.
std::vector<Lateness> lateness(const LateRules& rules, std::vector<HandedIn> hand_ins);

}  // namespace batch
