// Where the files come from that students get: which commit, and what of the checkout is
// not as it was committed. For the one who gives them away; it decides nothing.

#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "cli/git.hpp"

namespace cli {

// Of files, only those that students get, or would get if git tracked them.
struct CourseOrigin {
  bool in_git = false;
  std::string commit;                  // short; empty if there is none yet
  std::vector<std::string> changed;    // since that commit
  std::vector<std::string> untracked;  // left behind for no other reason
};

CourseOrigin origin_of(const Git& git, const std::filesystem::path& root);

// "taken from /srv/course as it stands: commit 975834c and, not committed, README.md".
std::vector<std::string> in_words(const CourseOrigin& origin, const std::filesystem::path& root);

}  // namespace cli
