// What is known of a class: a report for each submission.

#pragma once

#include <string>
#include <vector>

#include "batch/similarity.hpp"
#include "report/report.hpp"

namespace batch {

struct Entry {
  std::string name;       // of the submission
  report::Report report;  // of the exercises of the list, in their order
  std::string problem;    // why none of it could be read; else empty
};

struct ClassList {
  std::vector<std::string> exercises;  // ids, in course order
  std::vector<Entry> entries;          // by name
  std::vector<std::string> ignored;    // what lay beside the submissions
  // Of each exercise, with places in `entries`; empty if nothing can compare here.
  std::vector<Similarity> similarities{};
};

// False: no submit file of it was handed in.
bool handed_in(const report::ExerciseReport& exercise);

// False: of no exercise of the list, or none of it could be read.
bool handed_in_anything(const Entry& entry);

// What a person should look at before the points count, one line each: code that is
// faster than this machine allows, that was refused, that could not be measured; and
// where there is no code at all.
std::vector<std::string> for_a_human_eye(const Entry& entry);

}  // namespace batch
