// Files that a unit test makes up, in a folder that is gone with the test.

#pragma once

#include <filesystem>
#include <fstream>
#include <string>

#include "sandbox/temporary_folder.hpp"

namespace sandbox {

class ScratchTree {
 public:
  const std::filesystem::path& path() const { return folder_.path(); }

  // Writes a file, and the folders above it. `file` is relative to path().
  std::filesystem::path add(const std::string& file, const std::string& content) const {
    const std::filesystem::path whole = path() / file;
    std::filesystem::create_directories(whole.parent_path());
    std::ofstream(whole, std::ios::binary) << content;
    return whole;
  }

 private:
  TemporaryFolder folder_;
};

}  // namespace sandbox
