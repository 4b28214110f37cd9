// expect: crashed
// The same in new sessions, deaf to SIGTERM.
#include "processes.hpp"

#include <unistd.h>

#include <csignal>

namespace course {

Outcome run_in_process(const Task&, [[maybe_unused]] std::chrono::milliseconds timeout) {
  if (timeout.count() > 0) {
    return Result{};  // once is enough
  }
  signal(SIGTERM, SIG_IGN);
  while (true) {
    if (fork() == 0) {
      setsid();
    }
  }
}

std::vector<Outcome> run_all_in_processes(std::span<const Task> tasks, unsigned,
                                          std::chrono::milliseconds timeout) {
  std::vector<Outcome> outcomes;
  for (const Task& task : tasks) {
    outcomes.push_back(run_in_process(task, timeout));
  }
  return outcomes;
}

}  // namespace course
