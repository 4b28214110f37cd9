// expect: crashed
// As many processes as the machine can hold.
#include "processes.hpp"

#include <unistd.h>

namespace course {

Outcome run_in_process(const Task&, [[maybe_unused]] std::chrono::milliseconds timeout) {
  if (timeout.count() > 0) {
    return Result{};  // once is enough
  }
  while (true) {
    fork();
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
