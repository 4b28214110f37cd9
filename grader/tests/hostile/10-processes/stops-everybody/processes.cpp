// expect: timed_out
// Stops instead of kills: nothing runs and nothing ends.
#include "processes.hpp"

#include <unistd.h>

#include <csignal>

namespace course {

Outcome run_in_process(const Task&, [[maybe_unused]] std::chrono::milliseconds timeout) {
  if (timeout.count() > 0) {
    return Result{};  // once is enough
  }
  kill(-1, SIGSTOP);
  raise(SIGSTOP);
  return Result{};
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
