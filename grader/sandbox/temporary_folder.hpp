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

}  // namespace sandbox
