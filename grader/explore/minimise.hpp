// The shortest way to the same failure: a schedule with as few preemptions as
// it can find.
//
// Delta debugging over segments (A. Zeller, R. Hildebrandt, "Simplifying and
// Isolating Failure-Inducing Input", 2002), and segments of one thread that are
// put together. Deterministic where the trial is. Allocates nothing; not for two
// threads at once.

#pragma once

#include <cstdint>
#include <functional>

#include "explore/schedule.hpp"

namespace explore {

struct Tried {
  enum class Verdict : std::uint8_t { passes, fails, enough };  // enough: try no more
  Verdict verdict = Verdict::passes;
  std::uint32_t preemptions = 0;  // of what was executed
};

// Executes what is wanted as well as it can, and writes down what was executed.
using Trial = std::function<Tried(const Schedule& wanted, Schedule& executed)>;

// `best` fails with so many preemptions. Afterwards it is the shortest schedule
// that failed in at most `most` trials. Returns the trials.
unsigned minimise(Schedule& best, std::uint32_t preemptions, unsigned most, const Trial& trial);

}  // namespace explore
