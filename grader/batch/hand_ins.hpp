// The submissions of a class: one for each entry of a folder.

#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace batch {

struct HandIn {
  std::string name;            // of the folder, or of the archive without its ending
  std::filesystem::path path;  // a folder or an archive (zip, tar, tar.gz, tgz)
};

struct HandIns {
  std::vector<HandIn> all;           // by name; no two have the same
  std::vector<std::string> ignored;  // "notes.txt: neither a folder nor an archive"
};

// Hidden entries, and what is `except`, are no hand-ins. A folder and an archive of
// one name keep the archive's ending in the name. Links are not followed. Throws
// std::system_error if the folder cannot be read.
HandIns hand_ins(const std::filesystem::path& folder, const std::filesystem::path& except = {});

}  // namespace batch
