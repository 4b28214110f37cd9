// A traced program once more, on any number of cores: a greedy schedule, in which no core
// is idle while a thread can go on. Of those that can, the one with the most work behind
// it, and who waits for that, comes first; after a slice another may. Pure.

#pragma once

#include <cstdint>
#include <limits>
#include <vector>

#include "judge/trace_model.hpp"

namespace judge {

constexpr std::size_t kAllCores = std::numeric_limits<std::size_t>::max();

// What it takes on this machine, in ns, beyond the CPU time that was recorded.
struct TraceBurden {
  double start = 0;  // from a thread's creation to its first instruction
  double wake = 0;   // from a notification, or a lock given back, to who waited for it
};

// A thread at work, from one operation to the next.
struct ReplayPiece {
  std::uint32_t thread = 0;
  std::uint16_t place = 0;  // of the operation at its end; 0: none
  double from = 0;          // ns
  double to = 0;
  // What had to come before: the thread's own last piece, or that of who let it go on.
  std::size_t after = kNone;
  enum class Because : std::uint8_t {
    goes_on,
    started,
    woken,
    got_lock
  } because = Because::goes_on;

  static constexpr std::size_t kNone = std::numeric_limits<std::size_t>::max();
};

struct ReplayWait {
  std::uint32_t thread = 0;
  std::uint32_t by = 0;  // who ended it
  std::uint16_t place = 0;
  bool lock = false;
  double from = 0;
  double to = 0;
};

struct Replay {
  bool complete = false;  // false: some could not go on, and the rest tells nothing
  double time = 0;        // ns
  // In the order in which they began; empty unless asked for.
  std::vector<ReplayPiece> pieces;
  std::vector<ReplayWait> waits;
};

Replay replay(const TraceModel& model, std::size_t cores, TraceBurden burden = {},
              bool keep_pieces = false);

// The pieces of the longest chain, the first one first: each began when the one before it
// ended. Of a replay that kept them.
std::vector<ReplayPiece> longest_chain(const Replay& replay);

// Work that threads did in it while more than `cores` of them were at work, beyond these
// cores' share, in ns.
double excess(const Replay& replay, std::size_t cores);

}  // namespace judge
