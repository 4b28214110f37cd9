// expect: failed SaveFailures.AreToldByClose
// Forgets the handle once close() has succeeded. If it throws, the destructor
// closes again: by then the number may belong to a file that another thread has
// opened.

#include "checkpoint.hpp"

#include <condition_variable>
#include <exception>
#include <mutex>
#include <optional>
#include <string_view>
#include <thread>
#include <utility>

namespace course {
namespace {

// A file being written, closed on every path.
class OpenFile {
 public:
  OpenFile(Files& files, const std::string& path) : files_(files), handle_(files.create(path)) {}
  ~OpenFile() {
    try {
      close();
    } catch (...) {  // on the way out of another failure, which is the one to tell
    }
  }
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;

  void write_all(std::string_view bytes) {
    while (!bytes.empty()) {
      bytes.remove_prefix(files_.write(*handle_, bytes));
    }
  }
  void sync() { files_.sync(*handle_); }
  void close() {
    if (handle_) {
      files_.close(*handle_);
      handle_.reset();
    }
  }

 private:
  Files& files_;
  std::optional<Files::Handle> handle_;
};

void write_file(Files& files, const std::string& path, std::string_view bytes) {
  OpenFile file(files, path);
  file.write_all(bytes);
  file.sync();  // before the rename: else the new name could reach the disk without the bytes
  file.close();
}

// The file `path` holds what it held before, or all of `bytes`.
void replace_file(Files& files, const std::string& path, std::string_view bytes) {
  const std::string temporary = path + ".tmp";
  try {
    write_file(files, temporary, bytes);
    files.rename(temporary, path);
  } catch (...) {
    try {
      files.remove(temporary);
    } catch (...) {  // perhaps it was never made; the first failure is the one to tell
    }
    throw;
  }
  files.sync_folder_of(path);
}

}  // namespace

struct CheckpointWriter::State {
  State(Files& to, std::string name) : files(to), path(std::move(name)) {}

  void work();
  // Needs the lock.
  void tell_failure() {
    if (failure) {
      std::rethrow_exception(std::exchange(failure, nullptr));
    }
  }

  Files& files;
  const std::string path;

  std::mutex mutex;  // guards what follows
  std::condition_variable changed;
  std::optional<std::string> newest;  // waits to be written
  std::exception_ptr failure;         // the first that nobody was told of
  bool closed = false;

  std::jthread thread{[this] { work(); }};  // last: it uses all of the above
};

void CheckpointWriter::State::work() {
  std::unique_lock lock(mutex);
  while (true) {
    changed.wait(lock, [this] { return newest || closed; });
    if (!newest) {
      return;
    }
    const std::string bytes = *std::exchange(newest, std::nullopt);
    lock.unlock();
    std::exception_ptr failed;
    try {
      replace_file(files, path, bytes);
    } catch (...) {
      failed = std::current_exception();
    }
    lock.lock();
    if (!failure) {
      failure = failed;
    }
  }
}

CheckpointWriter::CheckpointWriter(Files& files, std::string path)
    : state_(std::make_unique<State>(files, std::move(path))) {}

CheckpointWriter::~CheckpointWriter() {
  try {
    close();
  } catch (...) {  // whoever wants to hear of it calls close()
  }
}

void CheckpointWriter::save(std::string bytes) {
  const std::lock_guard lock(state_->mutex);
  if (state_->closed) {
    throw WriterClosed();
  }
  state_->tell_failure();
  state_->newest = std::move(bytes);
  state_->changed.notify_one();
}

void CheckpointWriter::close() {
  {
    const std::lock_guard lock(state_->mutex);
    state_->closed = true;
    state_->changed.notify_one();
  }
  if (state_->thread.joinable()) {
    state_->thread.join();
  }
  const std::lock_guard lock(state_->mutex);
  state_->tell_failure();
}

}  // namespace course
