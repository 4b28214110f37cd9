// Archives that the grader writes. The same files give the same bytes, whenever they
// are packed.

#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace cli {

enum class ArchiveFormat { zip, tar_gz };

struct Packed {
  std::string name;            // in the archive: "course/README.md"
  std::filesystem::path file;  // a regular file; whether it can be executed is kept
};

// Writes the files in their order to `archive`, which must not exist. Throws
// std::runtime_error with the archive's name.
void pack(const std::vector<Packed>& files, const std::filesystem::path& archive,
          ArchiveFormat format);

}  // namespace cli
