// A folder that is gone with its owner.
//
// An owner that is killed leaves it behind. So every folder is locked (flock) as
// long as its owner lives, and remove_stale_folders() removes those that are
// not.

#pragma once

#include <filesystem>

#include "sandbox/descriptor.hpp"

namespace sandbox {

class TemporaryFolder {
 public:
  // Below the system's folder for temporary files. Throws std::system_error.
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
  Descriptor lock_;
};

// Removes the folders of this user whose owners died. Thread-safe; may run
// beside others who make, use and remove theirs. Throws nothing: what cannot be
// removed stays.
void remove_stale_folders() noexcept;

// Removes a folder and all that is in it, closed folders (mode 000) included.
// Follows no links; what cannot be removed stays.
void remove_folder(const std::filesystem::path& folder);

}  // namespace sandbox
