// A folder that is gone with its owner.

#pragma once

#include <filesystem>

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
};

// Removes a folder and all that is in it, closed folders (mode 000) included.
// Follows no links; what cannot be removed stays.
void remove_folder(const std::filesystem::path& folder);

}  // namespace sandbox
