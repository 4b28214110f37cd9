// How much a program has stored: in its folders, in files that it deleted and
// keeps open, and in the private file systems that bubblewrap gave it.
//
// Every file counts once, with the blocks that it occupies, however many names
// or descriptors it has. Nothing follows links. Counting stops soon after a
// limit, so that it costs little whatever the program does. A folder that
// cannot be looked into, or is nested very deep, counts as too many files: it
// may hide anything.

#pragma once

#include <sys/stat.h>
#include <sys/types.h>

#include <cstddef>
#include <filesystem>
#include <set>
#include <utility>

namespace sandbox {

class DiskUse {
 public:
  explicit DiskUse(std::size_t most_files) : most_files_(most_files) {}

  void add_folder(const std::filesystem::path& folder);

  // Files without a name that the process has open, memfd_create's included.
  void add_deleted_files_of(pid_t process);

  // /tmp and /dev/shm of the process, where they are not the machine's own.
  void add_private_file_systems_of(pid_t process);

  std::size_t bytes() const { return bytes_; }
  std::size_t files() const { return files_; }  // folders included

 private:
  void add(const struct stat& status);
  bool full() const { return files_ > most_files_; }
  void give_up() { files_ = most_files_ + 1; }

  std::size_t most_files_;
  std::size_t bytes_ = 0;
  std::size_t files_ = 0;
  std::set<std::pair<dev_t, ino_t>> known_;
};

}  // namespace sandbox
