// Files for tests, in memory: they fail on demand, and know after every
// operation what a kill and what a power cut would leave at that moment.
//
// A kill leaves what the system has in its memory. A power cut leaves less, and
// what it leaves is not certain. The model allows, as file systems do:
//   names  any state of the folder since its last flush;
//   bytes  of what was written to a file since its last flush: any part that
//          one write or several put there, or none; or its length with zeros in
//          place of the bytes; or all.
// So a test that looks at every outcome after every operation has pulled the
// plug at every moment, in every way.

#pragma once

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <ostream>
#include <set>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "files.hpp"

namespace course {

enum class Operation { create, write, sync, close, rename, remove, sync_folder };

inline const char* name_of(Operation operation) {
  constexpr const char* kNames[] = {"create", "write",  "sync",          "close",
                                    "rename", "remove", "sync_folder_of"};
  return kNames[static_cast<std::size_t>(operation)];
}

// What a file holds; nothing if it is not there.
using Content = std::optional<std::string>;

// Thread-safe.
class ModelDisk final : public Files {
 public:
  // Called before every operation, by whoever asks for it. What it throws is how
  // the operation fails: nothing happens then, except that close() closes.
  using Before = std::function<void(Operation)>;

  // `watched`: the file whose fate is recorded. Files take at most `chunk` bytes at once.
  explicit ModelDisk(std::string watched, std::size_t chunk = 4, Before before = {})
      : watched_(std::move(watched)), chunk_(chunk), before_(std::move(before)) {}

  // A moment between two operations.
  struct Moment {
    Operation after;           // the operation before it
    Content if_killed;         // the watched file then, if the program is killed
    std::set<Content> if_cut;  // what it may hold if the power is cut
  };

  // --- for the test ---

  // A file that has been there for long.
  void put(const std::string& path, const std::string& bytes) {
    const std::lock_guard lock(mutex_);
    now_[path] = std::make_shared<File>(File{bytes, {bytes}});
    folders_ = {now_};
  }
  Content read(const std::string& path) const {
    const std::lock_guard lock(mutex_);
    const auto found = now_.find(path);
    return found == now_.end() ? Content() : Content(found->second->bytes);
  }
  std::vector<std::string> names() const {
    const std::lock_guard lock(mutex_);
    std::vector<std::string> all;
    for (const auto& [name, file] : now_) {
      all.push_back(name);
    }
    return all;
  }
  std::size_t open_files() const {
    const std::lock_guard lock(mutex_);
    return open_.size();
  }
  // How many operations were asked for with a handle that was not open. On real
  // files such a number may be another file's by now, of any thread.
  std::size_t strays() const {
    const std::lock_guard lock(mutex_);
    return strays_;
  }
  std::vector<Moment> moments() const {
    const std::lock_guard lock(mutex_);
    return moments_;
  }
  // What may be left if the power is cut now.
  std::set<Content> if_cut() const {
    const std::lock_guard lock(mutex_);
    return after_a_cut();
  }

  // --- for the writer ---

  Handle create(const std::string& path) override {
    before(Operation::create);
    const std::lock_guard lock(mutex_);
    std::shared_ptr<File>& file = now_[path];
    if (file) {
      file->bytes.clear();  // and what was there may yet come back
      file->if_cut.insert("");
    } else {
      file = std::make_shared<File>(File{"", {""}});
      folders_.push_back(now_);
    }
    open_[next_handle_] = file;
    remember(Operation::create);
    return next_handle_++;
  }

  std::size_t write(Handle handle, std::string_view bytes) override {
    before(Operation::write);
    const std::lock_guard lock(mutex_);
    File& file = *opened(handle, "write");
    if (bytes.empty()) {
      throw std::system_error(EINVAL, std::generic_category(), "write of no bytes");
    }
    const std::string_view part = bytes.substr(0, chunk_);
    file.if_cut.insert(file.bytes + std::string(part.substr(0, part.size() / 2)));
    file.bytes += part;
    file.if_cut.insert(file.bytes);
    file.if_cut.insert(std::string(file.bytes.size(), '\0'));
    remember(Operation::write);
    return part.size();
  }

  void sync(Handle handle) override {
    before(Operation::sync);
    const std::lock_guard lock(mutex_);
    File& file = *opened(handle, "sync");
    file.if_cut = {file.bytes};
    remember(Operation::sync);
  }

  void close(Handle handle) override {
    {
      const std::lock_guard lock(mutex_);
      opened(handle, "close");
      open_.erase(handle);
    }
    before(Operation::close);
    const std::lock_guard lock(mutex_);
    remember(Operation::close);
  }

  void rename(const std::string& from, const std::string& to) override {
    before(Operation::rename);
    const std::lock_guard lock(mutex_);
    const auto found = now_.find(from);
    if (found == now_.end()) {
      throw std::system_error(ENOENT, std::generic_category(), "rename");
    }
    now_[to] = found->second;
    now_.erase(from);
    folders_.push_back(now_);
    remember(Operation::rename);
  }

  void remove(const std::string& path) override {
    before(Operation::remove);
    const std::lock_guard lock(mutex_);
    if (now_.erase(path) == 0) {
      throw std::system_error(ENOENT, std::generic_category(), "remove");
    }
    folders_.push_back(now_);
    remember(Operation::remove);
  }

  void sync_folder_of(const std::string& /*path*/) override {
    before(Operation::sync_folder);
    const std::lock_guard lock(mutex_);
    folders_ = {now_};
    remember(Operation::sync_folder);
  }

 private:
  struct File {
    std::string bytes;
    std::set<std::string> if_cut;  // what it may hold if the power is cut
  };
  using Folder = std::map<std::string, std::shared_ptr<File>>;

  void before(Operation operation) const {
    if (before_) {
      before_(operation);
    }
  }

  // The rest needs the lock.

  const std::shared_ptr<File>& opened(Handle handle, const char* call) {
    const auto found = open_.find(handle);
    if (found == open_.end()) {
      ++strays_;  // counted, because whoever swallows the exception goes on
      throw std::system_error(EBADF, std::generic_category(), call);
    }
    return found->second;
  }

  std::set<Content> after_a_cut() const {
    std::set<Content> all;
    for (const Folder& folder : folders_) {
      const auto found = folder.find(watched_);
      if (found == folder.end()) {
        all.insert(Content());
      } else {
        all.insert(found->second->if_cut.begin(), found->second->if_cut.end());
      }
    }
    return all;
  }

  void remember(Operation operation) {
    const auto found = now_.find(watched_);
    moments_.push_back({operation, found == now_.end() ? Content() : Content(found->second->bytes),
                        after_a_cut()});
  }

  const std::string watched_;
  const std::size_t chunk_;
  const Before before_;
  mutable std::mutex mutex_;
  Folder now_;
  std::vector<Folder> folders_{now_};  // since the last flush
  std::map<Handle, std::shared_ptr<File>> open_;
  Handle next_handle_ = 1'000'000;  // no descriptor of the system
  std::size_t strays_ = 0;
  std::vector<Moment> moments_;
};

}  // namespace course
