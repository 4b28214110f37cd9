#include "sandbox/disk_use.hpp"

#include <fcntl.h>
#include <linux/magic.h>
#include <sys/stat.h>
#include <sys/vfs.h>

#include <algorithm>
#include <string>
#include <system_error>
#include <vector>

#include "sandbox/descriptor.hpp"
#include "sandbox/proc_file.hpp"

namespace sandbox {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kDeepest = 64;
constexpr std::size_t kBlock = 512;  // what st_blocks counts

bool is_gone(std::error_code error) {
  return error == std::errc::no_such_file_or_directory || error == std::errc::no_such_process;
}

}  // namespace

void DiskUse::add(const struct stat& status) {
  if (known_.emplace(status.st_dev, status.st_ino).second) {
    ++files_;
    bytes_ += static_cast<std::size_t>(status.st_blocks) * kBlock;
  }
}

void DiskUse::add_folder(const fs::path& folder) {
  std::vector<std::pair<fs::path, std::size_t>> unseen{{folder, 0}};
  while (!unseen.empty() && !full()) {
    const auto [path, depth] = std::move(unseen.back());
    unseen.pop_back();
    std::error_code error;
    for (fs::directory_iterator entry(path, error), end; !error && entry != end && !full();
         entry.increment(error)) {
      struct stat status{};
      if (::lstat(entry->path().c_str(), &status) != 0) {
        continue;  // gone meanwhile
      }
      add(status);
      if (S_ISDIR(status.st_mode)) {
        unseen.emplace_back(entry->path(), depth + 1);
      }
    }
    if ((error && !is_gone(error)) || depth > kDeepest) {
      give_up();
    }
  }
}

void DiskUse::add_deleted_files_of(pid_t process) {
  std::error_code error;
  std::size_t looked_at = 0;
  for (fs::directory_iterator entry(proc_path(process, "fd"), error), end;
       !error && entry != end && !full(); entry.increment(error)) {
    struct stat status{};
    if (::stat(entry->path().c_str(), &status) == 0 && S_ISREG(status.st_mode) &&
        status.st_nlink == 0) {
      add(status);
    }
    if (++looked_at > most_files_) {
      give_up();
    }
  }
}

void DiskUse::add_private_file_systems_of(pid_t process) {
  for (const std::string folder : {"/tmp", "/dev/shm"}) {
    // While bubblewrap is at work the process may still see the machine's, and
    // something else at every look: what is asked about must be one thing.
    const std::string theirs = proc_path(process, "root" + folder);
    const Descriptor place(::open(theirs.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
    struct stat own{};
    struct stat other{};
    struct statfs use{};
    if (!place.is_open() || ::stat(folder.c_str(), &own) != 0 ||
        ::fstat(place.get(), &other) != 0 || own.st_dev == other.st_dev ||
        ::fstatfs(place.get(), &use) != 0 || use.f_type != TMPFS_MAGIC) {
      continue;
    }
    bytes_ += (use.f_blocks - use.f_bfree) * static_cast<std::size_t>(use.f_frsize);
    files_ += use.f_files - use.f_ffree;
  }
}

}  // namespace sandbox
