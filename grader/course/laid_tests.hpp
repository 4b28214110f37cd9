// More tests for an exercise than the course shows its students: a folder with
// GoogleTest files and tests.toml, laid over the exercise.
//
//     visibility = "hidden"    # or "after_due_date", "visible"
//
//     [[suite]]                # all of a suite or nothing, as in exercise.toml
//     name = "BankUnderLoad"
//     points = 20
//
// These points come on top of the exercise's own: what the students know of them stays
// as it is. The tests count as the exercise's do, so that a submission that fails one
// earns nothing for races and speed.

#pragma once

#include <filesystem>

#include "course/exercise.hpp"

namespace course {

// `folder` holds tests.toml and at least one .cpp file. Throws CourseError with file
// and line.
void lay_over(Exercise& exercise, const std::filesystem::path& folder);

// The folder's C++ files, sorted.
std::vector<std::filesystem::path> laid_sources(const Exercise& exercise);

}  // namespace course
