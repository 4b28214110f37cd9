#include "cli/submission_folder.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <system_error>

#include "submission/archive.hpp"

namespace cli {

namespace fs = std::filesystem;

void check_submission(const Options& options) {
  const fs::path& submission = options.submission;
  if (submission.empty()) {
    return;
  }
  std::error_code error;
  const fs::file_status status = fs::status(submission, error);
  if (!fs::exists(status)) {
    throw UsageError(
        fmt::format("no such submission: {}; name a folder or an archive that holds exercises",
                    submission.string()));
  }
  const bool is_folder = fs::is_directory(status);
  if (!is_folder && !fs::is_regular_file(status)) {
    throw UsageError(fmt::format("{} is neither a folder nor an archive", submission.string()));
  }
  if (::access(submission.c_str(), is_folder ? R_OK | X_OK : R_OK) != 0) {
    throw UsageError(fmt::format("cannot read {}; check its permissions", submission.string()));
  }
}

std::string shown_name(const Options& options, const course::Catalogue& catalogue) {
  if (options.submission.empty()) {
    return "exercises";
  }
  std::string name = options.submission.lexically_normal().string();
  while (name.size() > 1 && name.back() == '/') {
    name.pop_back();
  }
  if (fs::is_directory(options.submission / "exercises")) {
    return name + "/exercises";
  }
  const fs::path path = name;
  const course::Exercise* exercise = catalogue.find(path.filename().string());
  if (exercise == nullptr || path.filename() != exercise->id) {
    return name;
  }
  return path.has_parent_path() ? path.parent_path().string() : ".";
}

SubmissionFolder::SubmissionFolder(const Options& options) : path_(options.submission) {
  if (path_.empty()) {
    path_ = options.root;
  } else if (!fs::is_directory(path_)) {
    path_ = submission::unpack(path_, unpacked_.emplace().path());
  }
}

}  // namespace cli
