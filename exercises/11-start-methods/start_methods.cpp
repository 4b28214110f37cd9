#include "start_methods.hpp"

#include "support/not_written_yet.hpp"

namespace course {

Bytes call_in_fork(const Request& request) {
  // TODO: the worker answers and ends, and never comes back into the caller's code.
  // TODO: the caller notices a worker that dies without an answer.
  throw NotWrittenYet("call_in_fork");
}

Bytes call_in_spawn(const Request& request) {
  // TODO: the worker is this program anew, and has nothing of the caller's but its line.
  // TODO: without the guarded entry nothing is started, and the caller is told why.
  throw NotWrittenYet("call_in_spawn");
}

std::optional<int> worker_main(int argc, char** argv) {
  // TODO: a worker does its work here, and every other program goes on.
  throw NotWrittenYet("worker_main");
}

struct ForkServer::State {};

ForkServer::ForkServer() {
  // TODO: the server knows nothing of its owner's memory, and ends with its owner.
  throw NotWrittenYet("ForkServer");
}

ForkServer::~ForkServer() = default;

Bytes ForkServer::call(const Request& request) {
  // TODO: several workers at once, and none of them can take the server with it.
  throw NotWrittenYet("ForkServer::call");
}

}  // namespace course
