// The tests that are laid over an exercise, compiled once for each content: in a
// folder of their own beside the prebuilt course, which no submission sees.
//
// They become objects, as the course's own tests do, and are linked with a submission
// into a program of their own: what a submission finds in the memory of one test's
// process says nothing of theirs.

#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "build/recipe.hpp"
#include "course/exercise.hpp"
#include "sandbox/interrupt.hpp"

namespace build {

struct LaidBuild {
  std::vector<course::Test> tests;
  // Objects and libraries in link order, as Recipe::tests.
  std::map<Profile, std::vector<std::filesystem::path>> parts;
};

// `folder` holds all tests that are laid over exercises; `course` stands for the state
// of the course. `begin` is called before anything is compiled. Throws
// course::CourseError with the compiler's words, or if the tests and tests.toml do not
// fit together.
LaidBuild build_laid_tests(const course::Exercise& exercise,
                           const std::map<Profile, const Recipe*>& recipes,
                           const std::filesystem::path& folder, const std::string& course,
                           const sandbox::Interrupt& interrupt, const std::function<void()>& begin);

}  // namespace build
