#include "sandbox/footprint.hpp"

#include <dirent.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>

#include "sandbox/proc_file.hpp"

namespace sandbox {
namespace {

struct CloseFolder {
  void operator()(DIR* folder) const { ::closedir(folder); }
};

// The number in a line like "RssAnon:	    1234 kB"; 0 if there is none.
std::size_t number_of(std::string_view label, const std::string& status) {
  const auto at = status.find(label);
  return at == std::string::npos ? 0
                                 : std::strtoul(status.c_str() + at + label.size(), nullptr, 10);
}

// A thread's children are its own, not its process's.
void add_children(pid_t process, std::vector<pid_t>& to) {
  const std::string tasks = proc_path(process, "task/");
  const std::unique_ptr<DIR, CloseFolder> folder(::opendir(tasks.c_str()));
  while (const dirent* task = folder ? ::readdir(folder.get()) : nullptr) {
    if (task->d_name[0] == '.') {
      continue;
    }
    const std::string children = read_proc(tasks + task->d_name + "/children");
    const char* at = children.c_str();
    for (char* end = nullptr; const long child = std::strtol(at, &end, 10); at = end) {
      to.push_back(static_cast<pid_t>(child));
    }
  }
}

}  // namespace

Footprint footprint_of(pid_t process, std::size_t most_threads) {
  Footprint footprint;
  std::vector<pid_t> found{process};
  for (std::size_t i = 0; i < found.size() && footprint.threads <= most_threads; ++i) {
    const std::string status = read_proc(proc_path(found[i], "status"));
    if (status.empty()) {
      continue;
    }
    footprint.processes.push_back(found[i]);
    footprint.threads += std::max<std::size_t>(1, number_of("\nThreads:", status));
    footprint.memory_bytes +=
        1024 * (number_of("\nRssAnon:", status) + number_of("\nRssShmem:", status));
    if (footprint.threads <= most_threads) {
      add_children(found[i], found);
    }
  }
  return footprint;
}

}  // namespace sandbox
