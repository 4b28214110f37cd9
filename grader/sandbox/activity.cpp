#include "sandbox/activity.hpp"

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace sandbox {
namespace {

namespace fs = std::filesystem;

struct Thread {
  pid_t number = 0;
  bool asleep = false;
  unsigned long switches = 0;
  bool blocks_term = false;
};

Thread thread_of(const fs::path& task) {
  Thread thread;
  thread.number = static_cast<pid_t>(std::stol(task.filename().string()));
  std::ifstream status(task / "status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("State:")) {
      thread.asleep = line.find("S (sleeping)") != std::string::npos ||
                      line.find("Z (zombie)") != std::string::npos;
    } else if (line.starts_with("SigBlk:")) {
      const auto blocked = std::stoull(line.substr(line.find(':') + 1), nullptr, 16);
      thread.blocks_term = (blocked >> (SIGTERM - 1U) & 1U) != 0;
    } else if (const auto name = line.find("ctxt_switches:"); name != std::string::npos) {
      thread.switches += std::stoul(line.substr(line.find(':') + 1));
    }
  }
  return thread;
}

void add_process(pid_t process, SanitizersThread sanitizers, Activity& activity) {
  std::error_code error;
  const fs::path tasks = "/proc/" + std::to_string(process) + "/task";
  std::vector<Thread> threads;
  for (fs::directory_iterator task(tasks, error), end; !error && task != end;
       task.increment(error)) {
    threads.push_back(thread_of(task->path()));
    std::ifstream children(task->path() / "children");
    for (pid_t child = 0; children >> child;) {
      add_process(child, sanitizers, activity);
    }
  }
  if (error) {
    activity.all_asleep = false;
  }
  std::sort(threads.begin(), threads.end(),
            [](const Thread& a, const Thread& b) { return a.number < b.number; });
  if (sanitizers == SanitizersThread::is_left_out && threads.size() > 1 && threads[1].blocks_term) {
    threads.erase(threads.begin() + 1);
  }
  for (const Thread& thread : threads) {
    activity.all_asleep = activity.all_asleep && thread.asleep;
    activity.switches[thread.number] = thread.switches;
  }
}

}  // namespace

Activity look_at(pid_t process, SanitizersThread sanitizers) {
  Activity activity;
  activity.all_asleep = true;
  add_process(process, sanitizers, activity);
  return activity;
}

}  // namespace sandbox
