#include "cli/course_origin.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "cli/course_copy.hpp"
#include "report/printable.hpp"
#include "report/wording.hpp"

namespace cli {
namespace {

std::string commit_of(const Git& git) {
  try {
    std::string commit = git({"rev-parse", "--short", "HEAD"});
    commit.erase(commit.find_last_not_of('\n') + 1);
    return commit;
  } catch (const std::runtime_error&) {
    return {};  // Nothing is committed yet.
  }
}

// The first of them, and how many more there are.
std::string listed(const std::vector<std::string>& files) {
  constexpr std::size_t kMost = 5;
  std::string text;
  for (std::size_t i = 0; i < std::min(files.size(), kMost); ++i) {
    text += (i == 0 ? "" : ", ") + report::printable_line(files[i]);
  }
  return files.size() <= kMost ? text : fmt::format("{} and {} more", text, files.size() - kMost);
}

}  // namespace

CourseOrigin origin_of(const Git& git, const std::filesystem::path& root) {
  CourseOrigin origin;
  origin.in_git = !tracked_files(git, root).empty();
  if (!origin.in_git) {
    return origin;
  }
  origin.commit = commit_of(git);
  if (!origin.commit.empty()) {
    origin.changed = course::release_list(git.names({"--no-optional-locks", "diff", "--name-only",
                                                     "--relative", "-z", "HEAD"}))
                         .files;
  }
  origin.untracked =
      course::release_list(git.names({"ls-files", "-z", "--others", "--exclude-standard"})).files;
  return origin;
}

std::vector<std::string> in_words(const CourseOrigin& origin, const std::filesystem::path& root) {
  const std::string from = fmt::format("taken from {} as it stands: ", root.string());
  if (!origin.in_git) {
    return {from + "all files for students, for git tracks none"};
  }
  std::string what =
      origin.commit.empty() ? "what git tracks, none of it committed" : "commit " + origin.commit;
  if (!origin.changed.empty()) {
    what += fmt::format(" and, not committed, {}", listed(origin.changed));
  }
  std::vector<std::string> lines{from + what};
  if (!origin.untracked.empty()) {
    lines.push_back(
        fmt::format("not taken, for git does not track {}: {}; `git add` what students are to have",
                    origin.untracked.size() == 1 ? "it" : "them", listed(origin.untracked)));
  }
  return lines;
}

}  // namespace cli
