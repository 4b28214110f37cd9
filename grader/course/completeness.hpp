// Whether an exercise has all that every exercise must have, and nothing else.
// Looks at files only; compiles and runs nothing.

#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "course/exercise.hpp"

namespace course {

struct Problem {
  std::string where;  // "exercises/03-locks/README.md:1"
  std::string what;
};

// README and hints with the same task headings, TODOs in the skeleton, known
// syllabus ids, a solution for each submit file, at least six wrong
// submissions, no stray file in any of these folders. `root` is the repository.
std::vector<Problem> find_problems(const Exercise& exercise, const std::filesystem::path& root);

// The folders of an exercise's wrong submissions, in order of their names.
std::vector<std::filesystem::path> wrong_submissions(const Exercise& exercise,
                                                     const std::filesystem::path& root);

// The folders of the attacks on an exercise, in order of their names.
std::vector<std::filesystem::path> hostile_submissions(const Exercise& exercise,
                                                       const std::filesystem::path& root);

}  // namespace course
