#include "sandbox/control_group.hpp"

#include <fcntl.h>
#include <signal.h>  // kill
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <fstream>
#include <system_error>
#include <thread>
#include <utility>

namespace sandbox {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kPrefix = "course-grade-";
constexpr std::chrono::milliseconds kPatience{2'000};
constexpr std::chrono::milliseconds kLookAgain{2};

// By all that make groups in this process: their names must differ.
std::atomic<unsigned> groups_made{0};

void write_to(const fs::path& file, const std::string& text) {
  const Descriptor descriptor(::open(file.c_str(), O_WRONLY | O_CLOEXEC));
  if (!descriptor.is_open() ||
      ::write(descriptor.get(), text.data(), text.size()) != static_cast<ssize_t>(text.size())) {
    throw std::system_error(errno, std::generic_category(), "write " + file.string());
  }
}

// Where this process's own group is, if groups below it can count processes.
std::vector<fs::path> places() {
  std::vector<fs::path> found;
  std::ifstream groups("/proc/self/cgroup");
  for (std::string line; std::getline(groups, line);) {
    const std::size_t first = line.find(':');
    const std::size_t second = line.find(':', first + 1);
    if (second == std::string::npos) {
      continue;
    }
    const std::string controllers = line.substr(first + 1, second - first - 1);
    const std::string own = line.substr(second + 1);
    if (controllers == "pids") {
      found.emplace_back("/sys/fs/cgroup/pids" + own);
    } else if (controllers.empty()) {
      // Below the root: a group that holds processes lets none below it count.
      found.emplace_back("/sys/fs/cgroup");
    }
  }
  return found;
}

// The number of the grader in "course-grade-123" or "course-grade-123-4".
pid_t grader_in(const std::string& name) {
  pid_t number = -1;
  std::from_chars(name.data() + kPrefix.size(), name.data() + name.size(), number);
  return number;
}

void remove_what_dead_graders_left(const fs::path& place) {
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(place, ignored)) {
    const std::string name = entry.path().filename().string();
    if (name.starts_with(kPrefix)) {
      const pid_t grader = grader_in(name);
      if (grader > 0 && ::kill(grader, 0) != 0 && errno == ESRCH) {
        ::rmdir(entry.path().c_str());  // fails while a process is in it
      }
    }
  }
}

}  // namespace

ControlGroup::ControlGroup(fs::path folder) : folder_(std::move(folder)) {
  if (::mkdir(folder_.c_str(), 0755) != 0) {
    throw std::system_error(errno, std::generic_category(), "mkdir " + folder_.string());
  }
  entrance_ = Descriptor(::open((folder_ / "cgroup.procs").c_str(), O_WRONLY | O_CLOEXEC));
  std::error_code missing;
  if (!entrance_.is_open() || !fs::exists(folder_ / "pids.max", missing)) {
    ::rmdir(folder_.c_str());
    throw std::system_error(ENOTSUP, std::generic_category(),
                            "count processes in " + folder_.string());
  }
}

ControlGroup::~ControlGroup() {
  entrance_.reset();
  // The kernel ends the processes of a run in its own time.
  const auto give_up = std::chrono::steady_clock::now() + kPatience;
  while (::rmdir(folder_.c_str()) != 0 && errno == EBUSY &&
         std::chrono::steady_clock::now() < give_up) {
    std::this_thread::sleep_for(kLookAgain);
  }
}

void ControlGroup::limit(std::size_t most) {
  write_to(folder_ / "pids.max", most == 0 ? "max" : std::to_string(most));
}

std::size_t ControlGroup::size() const {
  std::ifstream file(folder_ / "pids.current");
  std::size_t size = 0;
  file >> size;
  return size;
}

ControlGroups::ControlGroups() {
  for (const fs::path& place : places()) {
    remove_what_dead_graders_left(place);
    try {
      const ControlGroup trial(place / (std::string(kPrefix) + std::to_string(::getpid())));
      folder_ = place;
      return;
    } catch (const std::system_error&) {
      // Not ours to make: the next place, or none.
    }
  }
}

ControlGroups::Lease ControlGroups::take(std::size_t most) {
  if (!available()) {
    return {nullptr, [](ControlGroup*) {}};
  }
  std::unique_ptr<ControlGroup> group;
  {
    const std::lock_guard lock(mutex_);
    const auto empty =
        std::find_if(free_.begin(), free_.end(), [](const auto& one) { return one->size() == 0; });
    if (empty != free_.end()) {
      group = std::move(*empty);
      free_.erase(empty);
    } else {
      group = std::make_unique<ControlGroup>(folder_ /
                                             (std::string(kPrefix) + std::to_string(::getpid()) +
                                              "-" + std::to_string(groups_made++)));
    }
  }
  group->limit(most);
  return {group.release(), [this](ControlGroup* used) {
            const std::lock_guard lock(mutex_);
            free_.emplace_back(used);
          }};
}

}  // namespace sandbox
