// What a traced program must do on any machine: work, and what each piece of it has to
// wait for.
//
// Two kinds of waiting are told apart. What one thread *causes* for another (a start, an
// end, a notification, a byte in a pipe) holds on any machine: tokens. In which order
// threads came to a lock was chance: a lock is something that one thread has at a time,
// and whoever replays the program says who is next. So is which worker of a pool took
// which task. Pure.

#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "judge/trace_log.hpp"

namespace judge {

struct TraceOp {
  enum class Kind : std::uint8_t {
    none,
    lock,
    share,  // with other readers
    unlock,
    post,   // a token
    await,  // until the token was posted as often as it needs
  };
  double work = 0;  // ns before it
  Kind kind = Kind::none;
  std::uint32_t what = 0;  // number of the lock or the token
  std::uint16_t place = 0;
};

struct TracedThread {
  std::vector<TraceOp> ops;
  std::uint16_t place = 0;  // where it was created
  bool process = false;     // the first one of a child process
  // A worker that takes tasks from a pool between `ops` and `rest`.
  std::optional<std::size_t> pool;
  std::vector<TraceOp> rest;
};

// In the order in which they were taken; any worker may take any.
struct TracePool {
  std::vector<std::vector<TraceOp>> tasks;
  std::size_t workers = 0;
};

struct TraceModel {
  std::vector<TracedThread> threads;
  std::vector<std::uint32_t> tokens;  // how many posts each needs
  std::size_t locks = 0;
  std::vector<TracePool> pools;
  double slept = 0;         // ns, of all threads together
  std::size_t creates = 0;  // threads and processes
};

// `pools`: whether to find out who takes tasks from whom.
TraceModel model_of(const TraceLog& log, bool pools = true);

// All of its work, in ns.
double work_of(const TraceModel& model);
// That part of it that is done under locks.
double locked_work_of(const TraceModel& model);

// The same program without locks, and as if what is done under them took no time.
TraceModel without_locked_work(const TraceModel& model);
// The same program with a worker for each task.
TraceModel with_a_worker_for_each_task(const TraceModel& model);

}  // namespace judge
