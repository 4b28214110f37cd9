// Workers that take tasks one after the other: threads that come to the same
// lock at the same place again and again. What lies between two visits is a
// task; who took it was chance.
//
// A loop that takes a lock in each of its rounds looks alike, but for its ends: a worker
// finds its first task at once and does nothing more once there is none. Pure.

#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "judge/trace_steps.hpp"

namespace judge {

// Steps `from` to `to` of a thread, `to` excluded.
struct FoundTask {
  std::size_t thread = 0;
  std::size_t from = 0;
  std::size_t to = 0;
  std::optional<std::uint32_t> needs{};  // a token besides: it was put there
  std::uint64_t wall = 0;                // when it was taken
};

// Its tasks are the steps `from` to `to`.
struct FoundWorker {
  std::size_t thread = 0;
  std::size_t from = 0;
  std::size_t to = 0;
};

struct FoundPool {
  std::vector<FoundWorker> workers;
  std::vector<FoundTask> tasks;  // in the order in which they were taken
};

// A thread is in one of them at most. May add tokens to `steps`.
std::vector<FoundPool> find_pools(TraceStepper& steps);

}  // namespace judge
