// Everything of the course that no submission changes, built once: tests,
// benchmarks, adapters' recipes, in every profile, below build/course.
//
// Submit files are left out, so that a student's compile error cannot break
// it and an edit does not make it stale.

#pragma once

#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "build/include_sets.hpp"
#include "build/recipe.hpp"
#include "course/catalogue.hpp"
#include "sandbox/runner.hpp"

namespace build {

class Prebuilt {
 public:
  // Builds what is missing or out of date; `progress` is told before something
  // takes long. One grader at a time builds, others wait. Throws
  // course::CourseError with the compiler's words if the course does not build,
  // or if a manifest names a suite that has no tests.
  static Prebuilt ensure(const course::Catalogue& catalogue, const sandbox::Interrupt& interrupt,
                         const std::function<void(const std::string&)>& progress);

  const Recipe& recipe(const course::Exercise& exercise, Profile profile) const;
  const Precompiled& precompiled(Profile profile) const { return precompiled_.at(profile); }
  IncludeSets include_sets(Profile profile) const {
    return IncludeSets(folder_ / name(profile) / "includes");
  }
  // Those of a [[suite]], and those that are run under controlled schedules.
  const std::vector<course::Test>& tests(const course::Exercise& exercise) const;
  const std::vector<course::Test>& explored(const course::Exercise& exercise) const;

  // What the tests that are laid over it are linked from; empty if there are none.
  const std::vector<std::filesystem::path>& laid(const course::Exercise& exercise,
                                                 Profile profile) const;

  const std::filesystem::path& folder() const { return folder_; }
  // Apart from it: only what is linked with laid tests may see them.
  std::filesystem::path laid_folder() const { return folder_.parent_path() / "laid"; }
  const std::string& compiler() const;

 private:
  void add_laid_tests(const course::Exercise& exercise, std::vector<course::Test>& tests,
                      const std::string& course, const sandbox::Interrupt& interrupt,
                      const std::function<void(const std::string&)>& progress);

  std::filesystem::path folder_;
  std::map<std::pair<std::string, Profile>, Recipe> recipes_;
  std::map<Profile, Precompiled> precompiled_;
  std::map<std::string, std::map<Profile, std::vector<std::filesystem::path>>> laid_;
  std::map<std::string, std::vector<course::Test>> tests_;
  std::map<std::string, std::vector<course::Test>> explored_;
};

}  // namespace build
