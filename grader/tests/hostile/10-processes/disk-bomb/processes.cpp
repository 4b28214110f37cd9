// expect: failed
// Fills every place that it can write to.
#include "processes.hpp"

#include <sys/wait.h>
#include <unistd.h>

namespace course {

Outcome run_in_process(const Task&, [[maybe_unused]] std::chrono::milliseconds timeout) {
  if (timeout.count() > 0) {
    return Result{};  // once is enough
  }
  const pid_t child = fork();
  if (child == 0) {
    execl("/bin/sh", "sh", "-c",
          "for d in . /tmp /dev/shm / /dev /usr /root /home /var; do"
          " head -c 1G /dev/zero >$d/bomb; done",
          nullptr);
    _exit(1);
  }
  waitpid(child, nullptr, 0);
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
