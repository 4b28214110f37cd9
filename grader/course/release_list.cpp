#include "course/release_list.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <sstream>

#include "course/manifest.hpp"

namespace course {
namespace {

constexpr std::string_view kUnitTests = "grader/*_test.cpp";

// Files, and folders with a slash.
constexpr std::array<std::string_view, 15> kForStudents{".clang-format",
                                                        ".clang-tidy",
                                                        ".devcontainer/",
                                                        ".editorconfig",
                                                        ".gitattributes",
                                                        ".github/grade.sh",
                                                        ".github/report.svg",
                                                        ".github/workflows/grade.yml",
                                                        ".gitignore",
                                                        "CMakeLists.txt",
                                                        "CMakePresets.json",
                                                        "LICENSE",
                                                        "README.md",
                                                        "exercises/",
                                                        "grader/"};

// Of these, what proves the course and its grader, and brings them to others.
constexpr std::array<std::string_view, 5> kForAuthors{
    "grader/README.md", "grader/explore/zoo/", "grader/platforms/", "grader/test", "grader/tests/"};

template <std::size_t size>
bool is_among(std::string_view file, const std::array<std::string_view, size>& entries) {
  return std::any_of(entries.begin(), entries.end(), [&](std::string_view entry) {
    return entry.ends_with('/') ? file.starts_with(entry) : file == entry;
  });
}

// The exercises' support has tests that its CMake file names.
bool is_unit_test(std::string_view file) {
  return file.starts_with("grader/") && !is_among(file, kForAuthors) && file.ends_with("_test.cpp");
}

// What tools and `grader/grade reset` leave beside the course's files; git's
// list has none of it, but there may be no git.
bool is_debris(std::string_view file) {
  const bool in_course = file.starts_with("exercises/") || file.starts_with("grader/");
  return in_course && (file.find("/.") != std::string_view::npos ||
                       file.find(".kept-") != std::string_view::npos || file.ends_with(".orig") ||
                       file.ends_with('~'));
}

bool is_for_students(std::string_view file) {
  return is_among(file, kForStudents) && !is_among(file, kForAuthors) && !is_unit_test(file) &&
         !is_debris(file);
}

// "a/", "a/b/" of "a/b/c".
std::vector<std::string> folders_above(const std::string& file) {
  std::vector<std::string> folders;
  for (std::size_t at = file.find('/'); at != std::string::npos; at = file.find('/', at + 1)) {
    folders.push_back(file.substr(0, at + 1));
  }
  return folders;
}

// The highest folder of which nothing goes to students; else the file itself.
std::string name_of_left_out(const std::string& file, const std::set<std::string>& released) {
  if (is_unit_test(file)) {
    return std::string(kUnitTests);
  }
  for (const std::string& folder : folders_above(file)) {
    if (!released.contains(folder)) {
      return folder;
    }
  }
  return file;
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\r\n";
  const std::size_t first = text.find_first_not_of(kBlanks);
  return first == std::string_view::npos
             ? std::string_view()
             : text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

}  // namespace

ReleaseList release_list(const std::vector<std::string>& files) {
  ReleaseList list;
  std::set<std::string> released;  // folders
  for (const std::string& file : files) {
    if (is_for_students(file)) {
      list.files.push_back(file);
      const std::vector<std::string> above = folders_above(file);
      released.insert(above.begin(), above.end());
    }
  }
  std::set<std::string> left_out;
  for (const std::string& file : files) {
    if (!is_for_students(file)) {
      left_out.insert(name_of_left_out(file, released));
    }
  }
  std::sort(list.files.begin(), list.files.end());
  list.left_out.assign(left_out.begin(), left_out.end());
  return list;
}

bool is_answer(std::string_view file) {
  constexpr std::array<std::string_view, 3> kAnswers{"grader/tests/hostile/", "grader/tests/wrong/",
                                                     "solutions/"};
  return is_among(file, kAnswers);
}

std::string for_students(const std::string& text, const std::string& shown) {
  constexpr std::string_view kBegin = "<!-- authors -->";
  constexpr std::string_view kEnd = "<!-- /authors -->";
  std::string rest;
  int begun = 0;  // the line of the mark that is open
  int number = 0;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    ++number;
    const std::string_view mark = trimmed(line);
    if (mark == (begun == 0 ? kEnd : kBegin)) {
      throw CourseError(
          fmt::format("{}:{}: {} without {}", shown, number, mark, begun == 0 ? kBegin : kEnd));
    }
    if (mark == kBegin) {
      begun = number;
    } else if (mark == kEnd) {
      begun = 0;
    } else if (begun == 0) {
      rest += line;
      // The last line may lack its end.
      rest += lines.eof() ? "" : "\n";
    }
  }
  if (begun != 0) {
    throw CourseError(fmt::format("{}:{}: {} without {}", shown, begun, kBegin, kEnd));
  }
  return rest;
}

std::optional<std::string> find_answer(const Texts& released, const Texts& answers) {
  for (const auto& [answer, content] : answers) {
    const std::string_view wanted = trimmed(content);
    for (const auto& [file, text] : released) {
      if (!wanted.empty() && text.find(wanted) != std::string::npos) {
        return fmt::format("{} holds {}", file, answer);
      }
    }
  }
  return std::nullopt;
}

}  // namespace course
