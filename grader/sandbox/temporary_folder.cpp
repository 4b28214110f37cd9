#include "sandbox/temporary_folder.hpp"

#include <cerrno>
#include <cstdlib>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

namespace sandbox {

TemporaryFolder::TemporaryFolder() {
  std::string name = (std::filesystem::temp_directory_path() / "grade-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) {
    throw std::system_error(errno, std::generic_category(), "mkdtemp " + name);
  }
  path_ = std::filesystem::canonical(name);
}

TemporaryFolder::~TemporaryFolder() { remove_folder(path_); }

void remove_folder(const std::filesystem::path& folder) {
  namespace fs = std::filesystem;
  std::error_code ignored;  // what a submission made undeletable must not stop the grader
  fs::remove_all(folder, ignored);
  std::vector<fs::path> closed;
  if (fs::symlink_status(folder, ignored).type() == fs::file_type::directory) {
    closed.push_back(folder);
  }
  while (!closed.empty()) {
    const fs::path open = std::move(closed.back());
    closed.pop_back();
    fs::permissions(open, fs::perms::owner_all, fs::perm_options::add, ignored);
    for (fs::directory_iterator entry(open, ignored); entry != fs::directory_iterator();
         entry.increment(ignored)) {
      if (entry->symlink_status(ignored).type() == fs::file_type::directory) {
        closed.push_back(entry->path());
      }
    }
  }
  fs::remove_all(folder, ignored);
}

}  // namespace sandbox
