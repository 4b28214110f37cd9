// Any program with a main(), in files that the user names.
//
// It is the user's own: it is compiled and run without a sandbox.

#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "build/recipe.hpp"
#include "course/exercise.hpp"
#include "judge/sources.hpp"
#include "sandbox/runner.hpp"

namespace cli {

// What is linked besides the user's files, and how.
struct Linking {
  std::vector<std::filesystem::path> parts;
  std::vector<std::string> options;
};

class UserProgram {
 public:
  // Throws UsageError if a file does not exist.
  explicit UserProgram(const std::vector<std::filesystem::path>& files);

  // The executable, in `output`. Throws UsageError, once the compiler's words were
  // printed, if it does not build.
  std::filesystem::path build(const std::vector<std::filesystem::path>& includes,
                              const std::filesystem::path& output, const build::Recipe& recipe,
                              const Linking& linking, const sandbox::Runner& runner) const;

  // The files as if they were the submission of an exercise: reports name their lines
  // first.
  const course::Exercise& exercise() const { return exercise_; }
  judge::Sources sources() const { return {root(), "/", exercise_}; }
  // What names of files are relative to, and the same for people who are in the current
  // folder.
  std::filesystem::path root() const { return folder_.parent_path(); }
  std::string shown_root() const;

 private:
  std::filesystem::path folder_;  // that all files lie in
  course::Exercise exercise_;
};

// With the few variables of the environment that any program may expect.
sandbox::Command command_in(const std::filesystem::path& folder,
                            std::vector<std::string> arguments);

}  // namespace cli
