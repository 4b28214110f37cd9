// Worker processes that may be started at any time, also while threads run.
//
//   ForkServer server(extract);         // before any thread is started
//   ...
//   Worker worker = server.start();     // on any thread, at any time
//   worker.ask(page);                   // extract(page), called in the worker
//
// A fork copies one thread and the locks of all, so a program that has threads
// must not fork. The server is a process that was forked before there were any,
// has none itself, and forks in its owner's place.

#pragma once

#include <sys/types.h>

#include <functional>
#include <mutex>
#include <stdexcept>
#include <string>
#include <utility>

namespace course {

// The worker ended, in whatever way, before its answer was complete.
class WorkerDied : public std::runtime_error {
 public:
  WorkerDied() : std::runtime_error("worker died") {}
};

// What the function threw in its worker. what() is the text of the
// std::exception, and "unknown exception" for anything else that was thrown.
class RemoteError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// A process that applies one function to one item after the other. Can be moved,
// and used by one thread at a time. Its end is the end of the process, even if it
// is never asked; so is the end of its server.
class Worker {
 public:
  Worker(Worker&& other) noexcept : line_(std::exchange(other.line_, -1)) {}
  Worker& operator=(Worker&& other) noexcept {
    std::swap(line_, other.line_);
    return *this;
  }
  ~Worker();

  // What the function gives for `item`, which may be any bytes of any length. Sleeps
  // until the answer is there. Throws RemoteError if the function threw; the worker
  // can go on then. Throws WorkerDied if the worker is dead or dies; so does every
  // later call. No signal disturbs it, and none is raised by it.
  std::string ask(const std::string& item) const;

 private:
  friend class ForkServer;
  explicit Worker(int line) : line_(line) {}

  int line_;
};

class ForkServer {
 public:
  using Function = std::function<std::string(const std::string& item)>;

  // Forks: to be called while this process has no other thread, by one that lives
  // longer than the server. Workers will call the `function` as it is now, copied
  // with everything that it refers to. Throws std::system_error if the system
  // refuses a process.
  explicit ForkServer(const Function& function);

  // Kills the workers that still live, and waits until none of them is left.
  ~ForkServer();
  ForkServer(const ForkServer&) = delete;
  ForkServer& operator=(const ForkServer&) = delete;

  // A new worker, which is no child of this process but of the server. Thread-safe.
  // Throws std::system_error if the system refuses one.
  Worker start();

 private:
  std::mutex mutex_;  // one order at a time
  int line_ = -1;
  pid_t process_ = -1;
};

}  // namespace course
