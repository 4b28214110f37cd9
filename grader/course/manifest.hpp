// Reads one exercise.toml.
//
// A manifest is wrong or right as a whole: unknown keys, missing keys, sums
// that are not 100 and values out of range are errors, each with file and line.

#pragma once

#include <filesystem>
#include <stdexcept>
#include <string>

#include "course/exercise.hpp"

namespace course {

// The course itself is broken. what() starts with "path:line: ".
class CourseError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// `text` is the manifest's content; `folder` is the exercise's folder, whose
// name gives id, number and name. `shown` is the path used in errors.
// Throws CourseError.
Exercise parse_manifest(const std::string& text, const std::filesystem::path& folder,
                        const std::string& shown);

}  // namespace course
