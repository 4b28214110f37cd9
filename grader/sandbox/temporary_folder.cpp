#include "sandbox/temporary_folder.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

namespace sandbox {

namespace {

namespace fs = std::filesystem;

// Long enough that nobody's own folder has such a name.
constexpr std::string_view kPrefix = "course-grade-";
constexpr std::string_view kRandom = "XXXXXX";

Descriptor open_folder(const fs::path& path) {
  return Descriptor(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
}

int lock(const Descriptor& folder, int how) {
  int result = 0;
  do {
    result = ::flock(folder.get(), how);
  } while (result != 0 && errno == EINTR);
  return result;
}

// What was opened still stands at `path`.
bool stands(const Descriptor& folder, const fs::path& path) {
  struct stat opened{};
  struct stat found{};
  return ::fstat(folder.get(), &opened) == 0 && ::lstat(path.c_str(), &found) == 0 &&
         opened.st_dev == found.st_dev && opened.st_ino == found.st_ino;
}

bool looks_like_ours(const Descriptor& folder, const fs::path& path) {
  const std::string name = path.filename().string();
  struct stat status{};
  return name.starts_with(kPrefix) && name.size() == kPrefix.size() + kRandom.size() &&
         ::fstat(folder.get(), &status) == 0 && status.st_uid == ::geteuid() &&
         (status.st_mode & 0777U) == 0700U;
}

}  // namespace

TemporaryFolder::TemporaryFolder() {
  const std::string pattern =
      (fs::temp_directory_path() / (std::string(kPrefix) + std::string(kRandom))).string();
  // Between mkdtemp and flock the folder looks stale. Whoever removes it then
  // holds the lock while doing so: once we have it, the folder stands or is gone.
  while (!lock_.is_open()) {
    std::string name = pattern;
    if (::mkdtemp(name.data()) == nullptr) {
      throw std::system_error(errno, std::generic_category(), "mkdtemp " + name);
    }
    path_ = name;
    lock_ = open_folder(path_);
    if (!lock_.is_open() && errno != ENOENT) {
      throw std::system_error(errno, std::generic_category(), "open " + name);
    }
    // Where a file system knows no locks, nobody gets one to remove it either.
    if (lock_.is_open() && lock(lock_, LOCK_EX) == 0 && !stands(lock_, path_)) {
      lock_.reset();
    }
  }
  path_ = fs::canonical(path_);
}

TemporaryFolder::~TemporaryFolder() { remove_folder(path_); }

void remove_stale_folders() noexcept {
  std::error_code error;
  for (fs::directory_iterator entry(fs::temp_directory_path(error), error), end;
       !error && entry != end; entry.increment(error)) {
    const fs::path& path = entry->path();
    if (!path.filename().string().starts_with(kPrefix)) {
      continue;
    }
    const Descriptor folder = open_folder(path);
    if (folder.is_open() && looks_like_ours(folder, path) && lock(folder, LOCK_EX | LOCK_NB) == 0 &&
        stands(folder, path)) {
      remove_folder(path);
    }
  }
}

void remove_folder(const std::filesystem::path& folder) {
  std::error_code ignored;  // what a submission made undeletable must not stop the grader
  fs::remove_all(folder, ignored);
  std::vector<fs::path> left;
  if (fs::symlink_status(folder, ignored).type() == fs::file_type::directory) {
    left.push_back(folder);
  }
  // What is closed is opened, and what is nested so deep that no path names it
  // is brought up to the top.
  std::size_t brought_up = 0;
  while (!left.empty()) {
    const fs::path open = std::move(left.back());
    left.pop_back();
    fs::permissions(open, fs::perms::owner_all, fs::perm_options::add, ignored);
    for (fs::directory_iterator entry(open, ignored); entry != fs::directory_iterator();
         entry.increment(ignored)) {
      if (entry->symlink_status(ignored).type() != fs::file_type::directory) {
        continue;
      }
      fs::path inner = entry->path();
      if (open != folder) {
        fs::permissions(inner, fs::perms::owner_all, fs::perm_options::add, ignored);
        const fs::path top = folder / ("course-grade-" + std::to_string(brought_up++));
        std::error_code error;
        fs::rename(inner, top, error);
        inner = error ? inner : top;
      }
      left.push_back(inner);
    }
  }
  fs::remove_all(folder, ignored);
}

}  // namespace sandbox
