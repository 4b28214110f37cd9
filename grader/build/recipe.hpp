// How one exercise is compiled and linked in one profile, as CMake wrote it
// down (exercise.cmake), and the list of its tests.

#pragma once

#include <filesystem>
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "course/exercise.hpp"

namespace build {

// plain: tests as they are. tsan: tests under ThreadSanitizer. bench: speed
// rows, optimised.
enum class Profile { plain, tsan, bench };

std::string name(Profile profile);

// Programs that tell what an object file holds, as absolute paths.
struct Inspection {
  std::string nm;
  std::string linker;
  std::string symbolizer;
};

// The standard library's headers, compiled once for one profile.
struct Precompiled {
  std::filesystem::path header;              // includes them and nothing else
  std::filesystem::path file;                // what the compiler made of it
  std::set<std::string, std::less<>> holds;  // all that it includes, as the preprocessor names it
};

struct Recipe {
  std::string compiler;
  Inspection inspection;
  std::vector<std::string> compile;
  std::vector<std::filesystem::path> includes;
  std::vector<std::filesystem::path> headers;  // the course's files that a submission may include
  std::vector<std::filesystem::path> adapters;
  std::vector<std::string> link;
  std::vector<std::filesystem::path> tests;  // objects and libraries, in link order
  std::vector<std::filesystem::path> bench;
  std::vector<std::filesystem::path> test_includes{};  // where a test's source finds its headers
  // Of profile tsan: what takes the place of the sanitizer where schedules are
  // controlled, and how that is linked.
  std::vector<std::filesystem::path> explorer{};
  std::vector<std::string> explorer_link{};
  // Of profile bench: what records where a program's time goes.
  std::vector<std::filesystem::path> tracer{};
};

// All throw course::CourseError with the file if it is not what CMake writes.
Recipe read_recipe(const std::filesystem::path& file);
Precompiled read_precompiled(const std::filesystem::path& header);
std::vector<course::Test> read_tests(const std::filesystem::path& file);

}  // namespace build
