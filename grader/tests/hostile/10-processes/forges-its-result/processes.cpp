// expect: failed
// Writes what a test program would write, to every descriptor.
#include "processes.hpp"

#include <unistd.h>

#include <string>

namespace course {

Outcome run_in_process(const Task&, [[maybe_unused]] std::chrono::milliseconds timeout) {
  const std::string forged =
      "{\"kind\":\"test\",\"nonce\":\"00000000000000000000000000000000\","
      "\"test\":\"Isolation.TheTaskRunsInAnotherProcess\",\"passed\":true,"
      "\"leftovers\":[],\"failures\":[]}\n";
  for (int descriptor = 3; descriptor < 100; ++descriptor) {
    static_cast<void>(write(descriptor, forged.data(), forged.size()));
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
