// expect: failed RunAll.StartsNoThread
// A thread per worker, each with its own children. A child that one thread forks
// inherits the pipe ends and the locked mutexes of the others.

#include "processes.hpp"

#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <climits>
#include <csignal>
#include <exception>
#include <stdexcept>
#include <system_error>
#include <thread>

namespace course {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

struct Child {
  pid_t pid = -1;
  int from_child = -1;
  Clock::time_point started;
  std::string message;
};

[[noreturn]] void fail(const char* call) {
  throw std::system_error(errno, std::generic_category(), call);
}

void send_all(int to_parent, const std::string& message) {
  std::size_t sent = 0;
  while (sent < message.size()) {
    const ssize_t n = write(to_parent, message.data() + sent, message.size() - sent);
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

Child start(const Task& task) {
  Child child;
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

// True if there is something to read.
bool wait_for(const Child& child, milliseconds timeout) {
  const auto wait = std::clamp(time_left(child, timeout), milliseconds(0), milliseconds(INT_MAX));
  pollfd waiting{child.from_child, POLLIN, 0};
  if (poll(&waiting, 1, static_cast<int>(wait.count())) < 0) {
    if (errno != EINTR) {
      fail("poll");
    }
    return false;
  }
  return waiting.revents != 0;
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
  check(std::span(&task, 1), 1, timeout);
  Child child = start(task);
  while (time_left(child, timeout) > milliseconds(0)) {
    if (wait_for(child, timeout) && receive(child)) {
      return outcome_of(child);
    }
  }
  end(child);
  return TimedOut{};
}

std::vector<Outcome> run_all_in_processes(std::span<const Task> tasks, unsigned workers,
                                          milliseconds timeout) {
  check(tasks, workers, timeout);
  std::vector<Outcome> outcomes(tasks.size());
  std::vector<std::exception_ptr> errors(tasks.size());
  std::atomic<std::size_t> next{0};
  {
    std::vector<std::jthread> threads;
    for (std::size_t w = 0; w < std::min<std::size_t>(workers, tasks.size()); ++w) {
      threads.emplace_back([&] {
        for (std::size_t i = next++; i < tasks.size(); i = next++) {
          try {
            outcomes[i] = run_in_process(tasks[i], timeout);
          } catch (...) {
            errors[i] = std::current_exception();
          }
        }
      });
    }
  }
  for (const std::exception_ptr& error : errors) {
    if (error) {
      std::rethrow_exception(error);
    }
  }
  return outcomes;
}

}  // namespace course
