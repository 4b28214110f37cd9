// The course: its folders, and the exercises in them.

#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "course/exercise.hpp"
#include "course/manifest.hpp"

namespace course {

class Catalogue {
 public:
  // `root` is the repository. Reads every exercises/NN-name/exercise.toml.
  // Throws CourseError if one is wrong, or if there are none.
  static Catalogue load(const std::filesystem::path& root);

  // Lays the tests of `folder`/NN-name over its exercises, see laid_tests.hpp. Throws
  // CourseError if there are none, or if one of them is wrong.
  void lay_over(const std::filesystem::path& folder);

  const std::filesystem::path& root() const { return root_; }
  const std::vector<Exercise>& exercises() const { return exercises_; }

  // `name` is "03", "3", "03-locks" or "locks". Null if there is none.
  const Exercise* find(std::string_view name) const;

 private:
  std::filesystem::path root_;
  std::vector<Exercise> exercises_;  // in order of their numbers
};

// The content of a file. Throws std::system_error with the path.
std::string read_file(const std::filesystem::path& path);
// What stood there is gone. Throws std::system_error too.
void write_file(const std::filesystem::path& path, const std::string& content);

}  // namespace course
