// What a student handed in, reduced to what counts: the submit files of one
// exercise, read as bytes.
//
// A submission is untrusted. Only regular files of bounded size are read, and
// only under the names that the manifest gives; links, pipes, devices and
// folders are refused. Everything else of an exercise comes from the course.

#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "course/exercise.hpp"

namespace submission {

struct File {
  std::string name;     // as in the manifest: "bank.cpp"
  std::string content;  // any bytes
};

// One submit file that cannot be taken.
struct Refusal {
  std::string file;    // "bank.cpp"
  std::string reason;  // "is a symbolic link", "is missing"
  std::string advice;  // what to do about it
};

struct Submission {
  std::vector<File> files;  // code
  // The code does without it. One of the two, if the exercise wants a document.
  std::optional<File> document{};
  std::optional<Refusal> no_document{};
};

constexpr std::size_t kLargestFile = 1024 * 1024;

using Intake = std::variant<Submission, std::vector<Refusal>>;

// Takes the submit files of `exercise`, each from the first of `folders` that
// has a file of its name.
Intake take(const course::Exercise& exercise, const std::vector<std::filesystem::path>& folders);

// The folder of `exercise` inside what the user named as the submission: a
// checkout of the course, a folder of exercises, or else the exercise's own
// folder. Follows no link that the submission holds.
std::filesystem::path folder_of(const course::Exercise& exercise,
                                const std::filesystem::path& submission);

}  // namespace submission
