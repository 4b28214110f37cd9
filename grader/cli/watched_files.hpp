// Notices when files change: at once where the system tells (inotify), at the next
// look where it does not, as on a network's folders.

#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "sandbox/descriptor.hpp"

namespace cli {

class WatchedFiles {
 public:
  explicit WatchedFiles(std::vector<std::filesystem::path> files);

  // Readable when something happened in one of the files' folders; -1 where the system
  // does not tell. The content may be as before.
  int descriptor() const { return events_.get(); }

  // True if a file is not what it was at the last look that was true, or at the
  // beginning. Files that are saved may be half written: look again until they stay.
  bool changed();

 private:
  std::vector<std::optional<std::string>> contents() const;  // nothing: no such file

  std::vector<std::filesystem::path> files_;
  sandbox::Descriptor events_;
  std::vector<std::optional<std::string>> known_;
};

}  // namespace cli
