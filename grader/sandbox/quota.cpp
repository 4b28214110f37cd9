#include "sandbox/quota.hpp"

#include <algorithm>
#include <limits>
#include <string>

#include "sandbox/disk_use.hpp"

namespace sandbox {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr milliseconds kProcessesEvery{40};
constexpr milliseconds kFilesEvery{200};
constexpr const char* kThreads = "threads and processes";
constexpr int kLeastPause = 20;  // times as long as the look took

std::size_t or_any(std::size_t limit) {
  return limit == 0 ? std::numeric_limits<std::size_t>::max() - 1 : limit;
}

Quota::Time next_look(Quota::Time began, milliseconds every) {
  return began +
         std::max<steady_clock::duration>(every, kLeastPause * (steady_clock::now() - began));
}

Overran more_than(std::size_t limit, const std::string& what) {
  return {"more than " + std::to_string(limit) + " " + what};
}

}  // namespace

std::optional<Overran> Quota::look(pid_t process, Time now) {
  const std::size_t most = command_.limits.threads;
  if (group_ != nullptr && most > 0 && group_->size() > most) {
    return more_than(most, kThreads);
  }
  std::optional<Overran> found;
  if (now >= next_processes_) {
    found = look_at_processes(process);
    next_processes_ = next_look(now, kProcessesEvery);
  }
  if (!found && now >= next_files_) {
    const Time began = steady_clock::now();
    found = look_at_files(footprint_.processes);
    next_files_ = next_look(began, kFilesEvery);
  }
  return found;
}

std::optional<Overran> Quota::look_at_folders() const { return look_at_files({}); }

std::optional<Overran> Quota::look_at_processes(pid_t process) {
  const Limits& limits = command_.limits;
  footprint_ = footprint_of(process, or_any(limits.threads));
  if (footprint_.memory_bytes > or_any(limits.memory_bytes)) {
    return more_than(limits.memory_bytes >> 20U, "MiB of memory");
  }
  if (footprint_.threads > or_any(limits.threads)) {
    return more_than(limits.threads, kThreads);
  }
  return std::nullopt;
}

std::optional<Overran> Quota::look_at_files(const std::vector<pid_t>& processes) const {
  const Limits& limits = command_.limits;
  if (limits.disk_bytes == 0 && limits.files == 0) {
    return std::nullopt;
  }
  DiskUse use(or_any(limits.files));
  for (const std::filesystem::path& folder : command_.writable) {
    use.add_folder(folder);
  }
  for (const pid_t process : processes) {
    use.add_deleted_files_of(process);
  }
  if (processes.size() > 1) {
    use.add_private_file_systems_of(processes[1]);  // the first one is bubblewrap outside
  }
  if (use.bytes() > or_any(limits.disk_bytes)) {
    return more_than(limits.disk_bytes >> 20U, "MiB of files");
  }
  if (use.files() > or_any(limits.files)) {
    return more_than(limits.files, "files");
  }
  return std::nullopt;
}

}  // namespace sandbox
