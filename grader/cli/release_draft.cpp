#include "cli/release_draft.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>

#include <cerrno>
#include <string>
#include <system_error>
#include <utility>

#include "cli/options.hpp"
#include "sandbox/temporary_folder.hpp"

namespace cli {
namespace {

namespace fs = std::filesystem;

// Says whose folder it is; locked as long as its writer lives.
constexpr const char* kMark = ".unfinished-release";

sandbox::Descriptor locked(const fs::path& mark, int flags) {
  sandbox::Descriptor descriptor(::open(mark.c_str(), flags | O_RDWR | O_CLOEXEC, 0644));
  if (!descriptor.is_open()) {
    throw std::system_error(errno, std::generic_category(), "cannot open " + mark.string());
  }
  if (::flock(descriptor.get(), LOCK_EX | LOCK_NB) != 0) {
    throw UsageError(
        fmt::format("another release is written to {}; wait for it", mark.parent_path().string()));
  }
  return descriptor;
}

void remove_earlier(const fs::path& folder) {
  if (!fs::exists(fs::symlink_status(folder))) {
    return;
  }
  const fs::path mark = folder / kMark;
  if (!fs::is_directory(fs::symlink_status(folder)) ||
      !fs::is_regular_file(fs::symlink_status(mark))) {
    throw UsageError(fmt::format("{} is in the way, and no release has left it; move it elsewhere",
                                 folder.string()));
  }
  const sandbox::Descriptor lock = locked(mark, 0);
  sandbox::remove_folder(folder);
}

}  // namespace

ReleaseDraft::ReleaseDraft(fs::path target)
    : target_(std::move(target)), folder_(target_.string() + ".new") {
  remove_earlier(folder_);
  if (!fs::create_directory(folder_)) {
    throw UsageError(fmt::format("cannot remove {}; remove it yourself", folder_.string()));
  }
  lock_ = locked(folder_ / kMark, O_CREAT | O_EXCL);
  fs::create_directory(repository());
}

ReleaseDraft::~ReleaseDraft() {
  if (!kept_) {
    sandbox::remove_folder(folder_);
  }
}

void ReleaseDraft::publish(const fs::path& what) const {
  if (fs::is_regular_file(fs::symlink_status(target_))) {  // rename() would replace it
    throw fs::filesystem_error("cannot move", what, target_,
                               std::make_error_code(std::errc::file_exists));
  }
  fs::rename(what, target_);
}

}  // namespace cli
