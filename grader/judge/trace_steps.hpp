// A trace's records turned into steps, one for each: what each has to wait for is found
// here. Pure.

#pragma once

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "judge/trace_model.hpp"

namespace judge {

struct TraceStep {
  TraceOp op;
  std::uint64_t wall = 0;
  std::uint32_t held = 0;                     // locks that the thread has before it
  std::optional<std::uint32_t> also_posts{};  // a token, right behind it
};

struct TraceStepper {
  explicit TraceStepper(const TraceLog& traced);

  const TraceLog& log;
  std::vector<std::vector<TraceStep>> threads;  // as in the log; the last one posts its end
  std::vector<std::uint32_t> tokens;            // how many posts each needs
  std::size_t locks = 0;
  std::vector<std::uint16_t> created_at;  // place, for each thread
  std::vector<bool> is_process;           // the first thread of one
  std::size_t creates = 0;

  std::uint32_t new_token(std::uint32_t posts = 1);

 private:
  // Of an object: a process of its own, or 0 if processes share it; and its address.
  using Key = std::pair<std::size_t, std::uint64_t>;
  struct At {
    std::size_t thread;
    std::size_t index;
  };

  Key key(std::size_t thread, const TraceRecord& record) const;
  TraceOp& op(At at) { return threads[at.thread][at.index].op; }
  const TraceRecord& record(At at) const { return log.threads[at.thread][at.index]; }
  void post(At at, std::uint32_t token);
  void await(At at, std::uint32_t token);

  void find_processes();
  void take_work();
  void match_starts();
  void match_joins();
  void match_notices(TraceKind waits, TraceKind notifies);
  void match_semaphores();
  void match_barriers();
  void match_pipes();
  void find_locks();

  std::vector<std::size_t> process_;
  std::vector<std::uint32_t> end_;  // token of each thread
};

}  // namespace judge
