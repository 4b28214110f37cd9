// How much of a program can run at once: its work and its span, and from them the
// speed-up on any number of cores. From CPU time between operations that threads can
// notice, never from the clock: a busy machine does not change it. Pure.
//
// Work T1 is all CPU time, span Tinf the time of a replay on as many cores as it likes.
// On P cores no program takes less than max(T1/P, Tinf); how much it takes depends on who
// is let run, and on who comes to a lock first:
//   at most   the speed-up of a greedy replay that lets the longest chain go first
//   at least  T1 over a bound that holds for any schedule without needlessly idle cores,
//             and for any order of locks. R. P. Brent, The Parallel Evaluation of General
//             Arithmetic Expressions, JACM 1974, and R. L. Graham, Bounds on
//             Multiprocessing Timing Anomalies, 1969: while not all P cores are busy, the
//             longest chain shrinks, or who holds the lock that it needs is at work. So
//               T_P <= T1/P + (1 - 1/P) (S + C),
//             S being the longest chain of work outside of locks and C all work under them.
//             Where P cores are enough for all threads at once, T_P <= S + C.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "judge/trace_replay.hpp"

namespace judge {

struct SpeedupBracket {
  std::size_t cores = 1;
  double at_least = 1;
  double at_most = 1;
};

// A stretch of the longest chain in one thread, from one place to another.
struct ChainLink {
  std::uint32_t thread = 0;
  std::uint16_t place = 0;  // of the operation at its end; 0: the thread ends
  ReplayPiece::Because because = ReplayPiece::Because::goes_on;
  double time = 0;  // ns
};

// Threads that wait at one place for what others do.
struct TraceWaits {
  std::uint16_t place = 0;
  bool lock = false;
  std::size_t times = 0;
  double time = 0;                // ns, on all cores that there could be
  std::vector<std::uint32_t> by;  // threads that ended them; each once
};

struct TraceEstimate {
  double work = 0;  // ns
  double span = 0;  // ns
  double locked = 0;
  double slept = 0;
  std::size_t threads = 0;
  std::size_t creates = 0;
  std::size_t pooled = 0;  // tasks that may move between workers
  std::vector<SpeedupBracket> brackets;
  std::vector<ChainLink> chain;
  std::vector<TraceWaits> waits;  // those that take longest first

  double parallelism() const { return span > 0 ? work / span : 1; }
};

// Of what is measured, the share that two runs of the same code differ by.
constexpr double kTraceDoubt = 0.03;

// Nothing if the trace cannot be replayed.
std::optional<TraceEstimate> estimate(const TraceLog& log, TraceBurden burden);

// The speed-up on `cores`, burdened with what this machine takes to start and wake threads
// at its lower end. `all` is a replay on all cores that kept its pieces.
SpeedupBracket bracket(const TraceModel& model, const Replay& all, std::size_t cores,
                       TraceBurden burden);

// How much more CPU time the same work takes on several cores than on one: what they do to
// each other's caches. Nothing if the threads did not run at the same time for long enough.
struct Inflation {
  double together = 0;  // share of the time that they could have run at the same time
  std::optional<double> ratio;
};
constexpr double kTogether = 0.5;  // from which on it says something
Inflation inflation(double work_alone, double work_on_all, double wall_on_all,
                    double replayed_on_all);

}  // namespace judge
