#include "cli/course_copy.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <stdexcept>

#include "cli/options.hpp"
#include "course/catalogue.hpp"
#include "course/manifest.hpp"

namespace cli {
namespace {

namespace fs = std::filesystem;

fs::path without_slash_at_end(const fs::path& path) {
  return path.has_filename() ? path : path.parent_path();
}

bool is_inside(const fs::path& path, const fs::path& folder) {
  const fs::path rest = path.lexically_relative(folder);
  return !rest.empty() && *rest.begin() != "..";
}

void copy(const fs::path& root, const std::string& file, const fs::path& to) {
  const fs::path from = root / file;
  if (!fs::is_regular_file(fs::symlink_status(from))) {
    throw course::CourseError(fmt::format(
        "{}:1: git tracks it, and no such file is there; `git restore {}`, or commit that it is "
        "gone",
        file, file));
  }
  fs::create_directories((to / file).parent_path());
  if (from.extension() != ".md") {
    fs::copy_file(from, to / file);
    return;
  }
  course::write_file(to / file, course::for_students(course::read_file(from), file));
}

course::Texts texts(const fs::path& root, const std::vector<std::string>& files) {
  course::Texts texts;
  for (const std::string& file : files) {
    if (fs::is_regular_file(root / file)) {
      texts[file] = course::read_file(root / file);
    }
  }
  return texts;
}

void refuse_answers(const fs::path& root, std::vector<std::string> files,
                    const fs::path& repository, const course::ReleaseList& list) {
  std::erase_if(files, [](const std::string& file) { return !course::is_answer(file); });
  if (const auto found = course::find_answer(texts(repository, list.files), texts(root, files))) {
    throw course::CourseError(*found + "; nothing is given to students: take it out");
  }
}

}  // namespace

fs::path target_outside(const fs::path& root, const fs::path& named) {
  fs::path target = without_slash_at_end(fs::weakly_canonical(fs::absolute(named)));
  if (is_inside(target, fs::canonical(root))) {
    throw UsageError(fmt::format("{} lies in the course; name a place outside of it: ../{}",
                                 named.string(), target.filename().string()));
  }
  const fs::path above = target.parent_path();
  if (!fs::is_directory(above)) {
    throw UsageError(fmt::format("no folder {0}; make it first: mkdir -p '{0}'", above.string()));
  }
  if (::access(above.c_str(), W_OK | X_OK) != 0) {
    throw UsageError(fmt::format("cannot write to {}; name another folder", above.string()));
  }
  return target;
}

std::vector<std::string> tracked_files(const Git& git, const fs::path& root) {
  try {
    return git.names({"ls-files", "-z"});
  } catch (const std::runtime_error&) {
    if (fs::exists(root / ".git")) {
      throw;
    }
    return {};
  }
}

std::vector<std::string> files_below(const fs::path& root) {
  std::vector<std::string> files;
  for (auto at = fs::recursive_directory_iterator(root); at != fs::end(at); ++at) {
    const std::string name = at->path().lexically_relative(root).string();
    if (name == ".git" || name == "build") {
      at.disable_recursion_pending();
    } else if (fs::is_regular_file(at->symlink_status())) {
      files.push_back(name);
    }
  }
  return files;
}

course::ReleaseList copy_for_students(const Git& git, const fs::path& root, const fs::path& to,
                                      const sandbox::Interrupt& interrupt) {
  std::vector<std::string> files = tracked_files(git, root);
  if (files.empty()) {
    files = files_below(root);
  }
  course::ReleaseList list = course::release_list(files);
  for (const std::string& file : list.files) {
    interrupt.throw_if_pending();
    copy(root, file, to);
  }
  refuse_answers(root, files, to, list);
  return list;
}

}  // namespace cli
