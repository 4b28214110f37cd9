// 12 A process pool: workers that stay, and are asked again and again.

#pragma once

#include <cstddef>
#include <future>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "registry.hpp"

namespace course {

// What the function threw in its worker. what() is the text of the
// std::exception, and "unknown exception" for anything else that was thrown.
class RemoteError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// A worker has died, or the pool was terminated: no result will come.
class BrokenProcessPool : public std::runtime_error {
 public:
  BrokenProcessPool() : std::runtime_error("the process pool is broken") {}
};

// Child processes that apply one function to items, each to one after the other.
//
// The workers are forked by the constructor, so no other thread may run then,
// other than those of pools. From then on every member but the destructor may be
// called from several threads at the same time. Whoever waits sleeps.
//
// If a worker dies, however that happens, the pool is broken: every future that
// has no result yet throws BrokenProcessPool, and so does every call from then
// on. The death of a worker that has nothing to do may stay unnoticed until it
// is given something.
//
// Nothing in this process changes but for the pool: no signal is handled,
// ignored or blocked for other threads, and no signal that is handled here
// disturbs the pool.
class ProcessPool {
 public:
  // Starts `workers` processes that apply the function that was offered as
  // `function_name`. Throws std::invalid_argument if there are to be no workers
  // or there is no such function, and std::system_error if the system refuses a
  // line or a process; no child is left then.
  ProcessPool(unsigned workers, const std::string& function_name);

  // Waits until everything that was submitted is done; then the workers end. No
  // child is left. Pools may end in any order.
  ~ProcessPool();
  ProcessPool(const ProcessPool&) = delete;
  ProcessPool& operator=(const ProcessPool&) = delete;

  // Gives the item to a worker as soon as one is free. The future gives the
  // result, or throws RemoteError or BrokenProcessPool. Throws BrokenProcessPool
  // itself if the pool is known to be broken.
  std::future<Bytes> submit(Bytes item);

  // The results of all `items`, in their order. `chunk` items at a time, side by
  // side in `items`, go to one worker, and come back together: one round trip for
  // each chunk. The last chunk may be smaller. Returns when all items are done; if
  // the function threw, then with the RemoteError of the first item for which it
  // did, and the pool can go on. Throws std::invalid_argument if `chunk` is 0, and
  // BrokenProcessPool if the pool is broken, or breaks before all items are done; if
  // the function threw as well, either of the two errors.
  std::vector<Bytes> map(std::span<const Bytes> items, std::size_t chunk);

  // Kills the workers, whatever they are doing. The pool is broken then.
  void terminate();

 private:
  // What a pool consists of is up to process_pool.cpp.
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace course
