// 10 Processes: run a task in a process of its own, and learn how it ended.
//
// fork copies only the thread that calls it, and the locks that other threads
// hold stay locked in the child for ever. So neither function may be called
// while other threads run, and neither starts a thread.

#pragma once

#include <chrono>
#include <functional>
#include <span>
#include <string>
#include <variant>
#include <vector>

namespace course {

// Runs in a child process, on a copy of the caller's memory. Its return value,
// any bytes of any length, is all that comes back.
using Task = std::function<std::string()>;

// How a task ended. Each way is a type of its own, and all can be compared.

// It returned this.
struct Result {
  std::string value;
  bool operator==(const Result&) const = default;
};

// It threw. `what` is the text of a std::exception, and "unknown exception"
// for anything else that was thrown.
struct Exception {
  std::string what;
  bool operator==(const Exception&) const = default;
};

// A signal ended its process.
struct Signalled {
  int signal = 0;
  bool operator==(const Signalled&) const = default;
};

// It ended its process itself, with _exit or the like, instead of returning.
struct Exited {
  int code = 0;
  bool operator==(const Exited&) const = default;
};

// It was still running at the timeout, and was killed.
struct TimedOut {
  bool operator==(const TimedOut&) const = default;
};

using Outcome = std::variant<Result, Exception, Signalled, Exited, TimedOut>;

// Runs `task` in a child process of its own and tells how it ended.
//
// The child is made by fork. It runs the task and nothing else: nothing that
// the caller has buffered (stdio, iostreams) is written by the child as well,
// no exit handler or static destructor runs there, and only the caller returns.
// What the task prints, it must flush itself.
//
// `timeout` counts from the start of the call. A task still running by then is
// killed, also if it ignores the polite signals. Processes that the task has
// started are not: they may delay the outcome, but never beyond the timeout.
// milliseconds::max() is no limit at all.
//
// The caller sleeps until something happens; signals that it handles meanwhile
// neither fail the call nor move the timeout. When the call is over, so is the
// child, and its process table entry and every descriptor are free again.
//
// Throws std::invalid_argument, and starts nothing, if `task` is empty or
// `timeout` is not positive. Throws std::system_error if the system refuses a
// pipe or a process.
Outcome run_in_process(const Task& task, std::chrono::milliseconds timeout);

// Runs each of `tasks` as run_in_process does, at most `workers` of their
// processes at once, and returns the outcomes in the order of `tasks`.
//
// While tasks are left, a process that ends makes room for the next one. Every
// task has all of `timeout`, counted from when its own process is started; how
// it ends does not touch the others.
//
// The same exceptions, and std::invalid_argument if `workers` is 0. Whatever is
// thrown, no child is left. No tasks: no outcomes.
std::vector<Outcome> run_all_in_processes(std::span<const Task> tasks, unsigned workers,
                                          std::chrono::milliseconds timeout);

}  // namespace course
