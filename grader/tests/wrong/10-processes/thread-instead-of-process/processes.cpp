// expect: failed Isolation.TheCallersMemoryIsUntouched
// The task runs on a thread, not in a process: it shares all memory with the caller,
// can take it down, and cannot be stopped at the timeout.

#include "processes.hpp"

#include <algorithm>
#include <future>
#include <stdexcept>
#include <thread>
#include <utility>

namespace course {
namespace {

using std::chrono::milliseconds;

Outcome guarded(const Task& task) {
  try {
    return Result{task()};
  } catch (const std::exception& error) {
    return Exception{error.what()};
  } catch (...) {
    return Exception{"unknown exception"};
  }
}

}  // namespace

Outcome run_in_process(const Task& task, milliseconds timeout) {
  if (!task || timeout <= milliseconds(0)) {
    throw std::invalid_argument("no task or no time");
  }
  std::packaged_task<Outcome()> work([task] { return guarded(task); });
  std::future<Outcome> outcome = work.get_future();
  std::thread thread(std::move(work));
  const bool done = outcome.wait_for(std::min<milliseconds>(timeout, std::chrono::hours(1))) ==
                    std::future_status::ready;
  if (!done) {
    thread.detach();  // there is no way to stop it
    return TimedOut{};
  }
  thread.join();
  return outcome.get();
}

std::vector<Outcome> run_all_in_processes(std::span<const Task> tasks, unsigned workers,
                                          milliseconds timeout) {
  if (workers == 0) {
    throw std::invalid_argument("no workers");
  }
  std::vector<Outcome> outcomes;
  for (const Task& task : tasks) {
    outcomes.push_back(run_in_process(task, timeout));
  }
  return outcomes;
}

}  // namespace course
