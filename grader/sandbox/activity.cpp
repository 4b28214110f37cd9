#include "sandbox/activity.hpp"

#include <filesystem>
#include <fstream>
#include <string>

namespace sandbox {
namespace {

namespace fs = std::filesystem;

void add_thread(const fs::path& task, Activity& activity) {
  std::ifstream status(task / "status");
  unsigned long switches = 0;
  bool asleep = false;
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("State:")) {
      asleep = line.find("S (sleeping)") != std::string::npos ||
               line.find("Z (zombie)") != std::string::npos;
    } else if (const auto name = line.find("ctxt_switches:"); name != std::string::npos) {
      switches += std::stoul(line.substr(line.find(':') + 1));
    }
  }
  activity.all_asleep = activity.all_asleep && asleep;
  activity.switches[static_cast<pid_t>(std::stol(task.filename().string()))] = switches;
}

void add_process(pid_t process, Activity& activity) {
  std::error_code error;
  const fs::path tasks = "/proc/" + std::to_string(process) + "/task";
  for (fs::directory_iterator task(tasks, error), end; !error && task != end;
       task.increment(error)) {
    add_thread(task->path(), activity);
    std::ifstream children(task->path() / "children");
    for (pid_t child = 0; children >> child;) {
      add_process(child, activity);
    }
  }
  if (error) {
    activity.all_asleep = false;
  }
}

}  // namespace

Activity look_at(pid_t process) {
  Activity activity;
  activity.all_asleep = true;
  add_process(process, activity);
  return activity;
}

}  // namespace sandbox
