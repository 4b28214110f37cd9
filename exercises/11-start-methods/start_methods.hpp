// 11 Start methods: three ways to a process that answers a request.
//
//              fork                  spawn                   fork server
// memory       a copy of the         that of a new           a copy of the
//              caller's              program                 server's
// threads      none may run          may run                 may run
// start costs  more, the more        the same, whatever      little, whatever
//              memory the caller has the caller has          the caller has

#pragma once

#include <memory>
#include <optional>
#include <stdexcept>
#include <string>

#include "line.hpp"
#include "registry.hpp"

namespace course {

// Apply the function that is offered by this name to the argument.
struct Request {
  std::string function;
  Bytes argument;
};

// What the function threw in its worker. what() is the text of the
// std::exception, and "unknown exception" for anything else that was thrown. Also
// if no function has the name where the worker runs, with the text of
// function_named.
class RemoteError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// The worker, or the fork server, ended without an answer: killed by a signal, for
// example, or because the function called _exit.
class WorkerDied : public std::runtime_error {
 public:
  WorkerDied() : std::runtime_error("the worker ended without an answer") {}
};

// call_in_fork, call_in_spawn and ForkServer::call ask a worker: a process that
// answers this one request and ends. They return what the function returns, throw
// RemoteError if it throws, WorkerDied if no answer comes, and std::system_error if
// the system refuses a line or a process. Requests and results are bytes of any
// length.
//
// A worker ends as soon as its caller's process does, whatever it is doing, and at
// once if its caller is dead before it has begun. It runs the function and nothing
// else: neither main nor an exit handler of the caller, and nothing that the caller
// has buffered is written by it. When a call is over, nothing is left of it in the
// caller: no descriptor, no child, no thread. Signals that the caller handles disturb
// no call.

// The worker is forked: it knows and holds whatever the caller does, the locks
// that others hold included. Not to be called while other threads run.
Bytes call_in_fork(const Request& request);

// The worker is this program, started anew by posix_spawn from /proc/self/exe,
// with arguments that worker_main understands and the caller's environment. It is
// the caller's child, and knows what the program offers before main. Of the
// caller's descriptors it has standard input, output and error, and its line;
// nothing else, close-on-exec or not.
//
// Throws std::logic_error that names worker_main, and starts nothing, if this
// process has not called worker_main: the worker would run main once more.
// Thread-safe.
Bytes call_in_spawn(const Request& request);

// The guarded entry. To be called by main before anything else:
//
//   int main(int argc, char** argv) {
//     if (const std::optional<int> code = course::worker_main(argc, argv)) {
//       return *code;
//     }
//     ... what the program is for ...
//   }
//
// Nothing if this process is no worker and no fork server. Otherwise it does what
// the process was started for, and returns the code to exit with.
std::optional<int> worker_main(int argc, char** argv);

// A process that forks workers for others. It is started as a worker of
// call_in_spawn is, does nothing but fork, has no other thread, and so can fork
// safely whatever its owner does.
//
// It outlives its workers, however they end, and the thread that made it; it ends
// with its owner's process. If it dies, its workers die with it, also one that it has
// only just forked. It keeps nothing of a worker that has ended: no zombie, no
// descriptor. A worker has standard input, output and error, and its line; no signal
// is ignored in it that the owner does not ignore.
class ForkServer {
 public:
  // Throws as call_in_spawn does, std::logic_error included.
  ForkServer();

  // Ends the server, and waits for that. No call may be under way.
  ~ForkServer();
  ForkServer(const ForkServer&) = delete;
  ForkServer& operator=(const ForkServer&) = delete;

  // The worker is forked by the server. May be called from several threads at the
  // same time; their workers run at the same time. Throws WorkerDied as well if the
  // server is dead or cannot fork.
  Bytes call(const Request& request);

 private:
  // What a fork server consists of is up to start_methods.cpp.
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace course
