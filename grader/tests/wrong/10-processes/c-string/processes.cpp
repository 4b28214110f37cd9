// expect: failed Results.AreBytesAndNotText
// The result is treated as text that ends with a zero byte: what comes behind the
// first one is lost.

#include "processes.hpp"

#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <csignal>
#include <cstring>
#include <stdexcept>
#include <system_error>

namespace course {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

struct Child {
  std::size_t index = 0;
  pid_t pid = -1;
  int from_child = -1;
  Clock::time_point started;
  std::string message;
};

[[noreturn]] void fail(const char* call) {
  throw std::system_error(errno, std::generic_category(), call);
}

void send_all(int to_parent, const std::string& message) {
  const std::size_t length = std::strlen(message.c_str());
  std::size_t sent = 0;
  while (sent < length) {
    const ssize_t n = write(to_parent, message.c_str() + sent, length - sent);
    if (n > 0) {
      sent += static_cast<std::size_t>(n);
    } else if (errno != EINTR) {
      _exit(1);
    }
  }
}

[[noreturn]] void child_main(const Task& task, int to_parent) {
  std::string message;
  try {
    message = "r" + task();
  } catch (const std::exception& error) {
    message = std::string("e") + error.what();
  } catch (...) {
    message = "eunknown exception";
  }
  send_all(to_parent, message);
  _exit(0);
}

Child start(std::size_t index, const Task& task) {
  Child child;
  child.index = index;
  child.started = Clock::now();
  int ends[2];
  if (pipe(ends) != 0) {
    fail("pipe");
  }
  child.pid = fork();
  if (child.pid < 0) {
    close(ends[0]);
    close(ends[1]);
    fail("fork");
  }
  if (child.pid == 0) {
    close(ends[0]);
    child_main(task, ends[1]);
  }
  close(ends[1]);
  child.from_child = ends[0];
  return child;
}

int reap(const Child& child) {
  int status = 0;
  while (waitpid(child.pid, &status, 0) < 0 && errno == EINTR) {
  }
  return status;
}

void end(const Child& child) {
  kill(child.pid, SIGKILL);
  reap(child);
  close(child.from_child);
}

// True at the end of the message.
bool receive(Child& child) {
  char buffer[65536];
  const ssize_t n = read(child.from_child, buffer, sizeof buffer);
  if (n < 0) {
    if (errno == EINTR) {
      return false;
    }
    fail("read");
  }
  child.message.append(buffer, static_cast<std::size_t>(n));
  return n == 0;
}

Outcome outcome_of(const Child& child) {
  close(child.from_child);
  const int status = reap(child);
  if (WIFSIGNALED(status)) {
    return Signalled{WTERMSIG(status)};
  }
  if (child.message.empty()) {
    return Exited{WEXITSTATUS(status)};
  }
  if (child.message[0] == 'r') {
    return Result{child.message.substr(1)};
  }
  return Exception{child.message.substr(1)};
}

milliseconds time_left(const Child& child, milliseconds timeout) {
  return timeout - std::chrono::duration_cast<milliseconds>(Clock::now() - child.started);
}

std::vector<pollfd> wait_for_any(const std::vector<Child>& running, milliseconds timeout) {
  milliseconds wait(INT_MAX);
  std::vector<pollfd> waiting;
  for (const Child& child : running) {
    wait = std::clamp(time_left(child, timeout), milliseconds(0), wait);
    waiting.push_back({child.from_child, POLLIN, 0});
  }
  if (poll(waiting.data(), waiting.size(), static_cast<int>(wait.count())) < 0 && errno != EINTR) {
    fail("poll");
  }
  return waiting;
}

void check(std::span<const Task> tasks, unsigned workers, milliseconds timeout) {
  if (workers == 0 || timeout <= milliseconds(0)) {
    throw std::invalid_argument("no workers or no time");
  }
  for (const Task& task : tasks) {
    if (!task) {
      throw std::invalid_argument("an empty task");
    }
  }
}

}  // namespace

Outcome run_in_process(const Task& task, milliseconds timeout) {
  return run_all_in_processes(std::span(&task, 1), 1, timeout)[0];
}

std::vector<Outcome> run_all_in_processes(std::span<const Task> tasks, unsigned workers,
                                          milliseconds timeout) {
  check(tasks, workers, timeout);
  std::vector<Outcome> outcomes(tasks.size());
  std::vector<Child> running;
  std::size_t next = 0;
  try {
    while (next < tasks.size() || !running.empty()) {
      while (next < tasks.size() && running.size() < workers) {
        running.push_back(start(next, tasks[next]));
        ++next;
      }
      const std::vector<pollfd> waiting = wait_for_any(running, timeout);
      std::vector<Child> still_running;
      for (std::size_t i = 0; i < running.size(); ++i) {
        Child& child = running[i];
        if (waiting[i].revents != 0 && receive(child)) {
          outcomes[child.index] = outcome_of(child);
        } else if (time_left(child, timeout) <= milliseconds(0)) {
          end(child);
          outcomes[child.index] = TimedOut{};
        } else {
          still_running.push_back(child);
        }
      }
      running = still_running;
    }
  } catch (...) {
    for (const Child& child : running) {
      end(child);
    }
    throw;
  }
  return outcomes;
}

}  // namespace course
