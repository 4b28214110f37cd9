// What of the course a students' repository holds. Looks at names and texts
// only; reads and writes no file.
//
// A file is named by its path below the repository: "exercises/03-locks/bank.cpp".

#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace course {

struct ReleaseList {
  std::vector<std::string> files;  // sorted
  // What stays behind, sorted: a folder's name with a slash where all of it does, and
  // "grader/*_test.cpp" for the unit tests.
  std::vector<std::string> left_out;
};

// Shares out the course's files. Only what is known to be for students goes to
// them: a folder that an instructor has added, such as one of hidden tests, stays.
ReleaseList release_list(const std::vector<std::string>& files);

// True for a file that gives answers away: solutions, mistakes, attacks.
bool is_answer(std::string_view file);

// A Markdown text without what stands between the lines `<!-- authors -->` and
// `<!-- /authors -->`. `shown` is the file's name. Throws CourseError with its line
// if one of the two lacks the other.
std::string for_students(const std::string& text, const std::string& shown);

// By file, what stands in it.
using Texts = std::map<std::string, std::string>;

// The first released text that holds all of an answer, blanks at its ends aside:
// "README.md holds solutions/03-locks/bank.cpp". Nothing if there is none.
std::optional<std::string> find_answer(const Texts& released, const Texts& answers);

}  // namespace course
