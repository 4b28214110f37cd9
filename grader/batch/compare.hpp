// Compares the submissions of an exercise with each other: runs `sim_c++` of Debian's
// package similarity-tester in the sandbox, on copies whose names are the grader's.

#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "batch/similarity.hpp"
#include "course/exercise.hpp"
#include "sandbox/runner.hpp"

namespace batch {

inline constexpr const char* kSim = "/usr/bin/sim_c++";

// Longer code is left out: comparing takes time with the square of what is compared,
// and one submission must not use it up for the class.
inline constexpr std::size_t kLongestCode = std::size_t{32} * 1024;

// What every student of the exercise has got: the skeleton, and the code that README
// and hints show. Throws std::system_error if the course lacks a file.
std::string shared_code(const course::Exercise& exercise);

// `codes` are the submit files of each submission, one after the other; empty where
// nothing was handed in. Two runs, the second with the square of their number. What
// goes wrong is the result's `problem`. Throws sandbox::Interrupted and
// std::system_error.
Similarity compare(const std::vector<std::string>& codes, const std::string& shared,
                   const sandbox::Runner& runner);

}  // namespace batch
