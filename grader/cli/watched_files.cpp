#include "cli/watched_files.hpp"

#include <unistd.h>

#include <array>
#include <fstream>
#include <iterator>
#include <set>
#include <utility>

#ifdef __linux__
#include <sys/inotify.h>
#endif

namespace cli {

namespace fs = std::filesystem;

WatchedFiles::WatchedFiles(std::vector<fs::path> files)
    : files_(std::move(files)), known_(contents()) {
#ifdef __linux__
  events_ = sandbox::Descriptor(::inotify_init1(IN_NONBLOCK | IN_CLOEXEC));
  // Folders, because many editors write a new file and give it the old one's name.
  std::set<fs::path> folders;
  for (const fs::path& file : files_) {
    folders.insert(file.parent_path());
  }
  for (const fs::path& folder : folders) {
    ::inotify_add_watch(events_.get(), folder.c_str(),
                        IN_CLOSE_WRITE | IN_MODIFY | IN_CREATE | IN_DELETE | IN_MOVED_TO);
  }
#endif
}

bool WatchedFiles::changed() {
  std::array<char, 4096> ignored{};
  while (events_.is_open() && ::read(events_.get(), ignored.data(), ignored.size()) > 0) {
  }
  auto now = contents();
  if (now == known_) {
    return false;
  }
  known_ = std::move(now);
  return true;
}

std::vector<std::optional<std::string>> WatchedFiles::contents() const {
  std::vector<std::optional<std::string>> all;
  for (const fs::path& path : files_) {
    std::error_code ignored;
    std::optional<std::string> content;
    if (fs::is_regular_file(path, ignored)) {
      std::ifstream file(path, std::ios::binary);
      content.emplace(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
    }
    all.push_back(std::move(content));
  }
  return all;
}

}  // namespace cli
