// The course's files as students may have them, copied to another folder: what
// course/release_list.hpp chooses of what git tracks, and no answer.

#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "cli/git.hpp"
#include "course/release_list.hpp"
#include "sandbox/interrupt.hpp"

namespace cli {

// The absolute path that the user named for something new. Throws UsageError if it
// lies in the course at `root`, or nothing can be written there. It may exist.
std::filesystem::path target_outside(const std::filesystem::path& root,
                                     const std::filesystem::path& named);

// By their paths below `root`; none where there is no git, or nothing in it. Throws
// std::runtime_error if there is one and it does not answer.
std::vector<std::string> tracked_files(const Git& git, const std::filesystem::path& root);

// All regular files below `root`, without git's own and what was built.
std::vector<std::string> files_below(const std::filesystem::path& root);

// Copies them from `root` into the folder `to`, Markdown without what is for authors.
// Where there is no git, it takes what is there. Throws CourseError if a file is gone,
// or if one of them holds an answer.
course::ReleaseList copy_for_students(const Git& git, const std::filesystem::path& root,
                                      const std::filesystem::path& to,
                                      const sandbox::Interrupt& interrupt);

}  // namespace cli
