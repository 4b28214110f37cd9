// expect: crashed
// The line to the grader too.
#include "processes.hpp"

#include <unistd.h>

namespace course {

Outcome run_in_process(const Task&, [[maybe_unused]] std::chrono::milliseconds timeout) {
  for (int descriptor = 3; descriptor < 1000; ++descriptor) {
    close(descriptor);
  }
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
