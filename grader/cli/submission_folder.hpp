// Where the submission lies that the user named.

#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "cli/options.hpp"
#include "course/catalogue.hpp"
#include "sandbox/temporary_folder.hpp"

namespace cli {

// Throws UsageError if what the user named cannot be read. To be called before
// anything is built.
void check_submission(const Options& options);

// The submission as the user named it, for paths in reports.
std::string shown_name(const Options& options, const course::Catalogue& catalogue);

// The folder that holds the submission; an archive is unpacked into a temporary
// one. Throws submission::ArchiveError.
class SubmissionFolder {
 public:
  explicit SubmissionFolder(const Options& options);

  const std::filesystem::path& path() const { return path_; }

 private:
  std::optional<sandbox::TemporaryFolder> unpacked_;
  std::filesystem::path path_;
};

}  // namespace cli
