// The file operations that a checkpoint needs. COURSE CODE, NOT YOURS TO WRITE.
//
// What an operation promises is what POSIX promises, and no more. The system
// keeps what was written in memory and takes it to the disk when it likes, and
// so it does with the names in a folder. A program that is killed loses none of
// that. A power cut loses whatever was not flushed: bytes of a file until
// sync(), names of a folder until sync_folder_of().
//
// RealFiles in real_files.hpp makes the system calls. The tests bring their own
// files, which fail on demand and know what a power cut would leave.

#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace course {

// Every member throws std::system_error if it fails. Thread-safe, as long as
// every file is used by one thread at a time.
class Files {
 public:
  // An open file.
  using Handle = int;

  virtual ~Files() = default;

  // Opens the file `path` for writing. It is empty then: made, or cut to
  // nothing if it was there.
  virtual Handle create(const std::string& path) = 0;

  // Appends bytes from the beginning of `bytes`, and returns how many: at least
  // one, but perhaps not all. `bytes` is not empty.
  virtual std::size_t write(Handle file, std::string_view bytes) = 0;

  // Flushes what was written to `file`: returns when it is on the disk.
  virtual void sync(Handle file) = 0;

  // The file is closed afterwards, even if this throws.
  virtual void close(Handle file) = 0;

  // Gives the file `from` the name `to`. If there is a file `to`, it is
  // replaced in one step: nobody ever sees it missing. Both are in one folder.
  virtual void rename(const std::string& from, const std::string& to) = 0;

  virtual void remove(const std::string& path) = 0;

  // Flushes the names in the folder that holds `path`: what was made, renamed
  // and removed there.
  virtual void sync_folder_of(const std::string& path) = 0;
};

}  // namespace course
