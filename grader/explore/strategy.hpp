// Which thread goes on: the choice that makes a schedule.
//
//   random  each thread that can go on is as likely as any other
//   pos     partial order sampling: each pending operation has a random priority,
//           drawn anew when an operation that conflicts with it has been executed.
//           X. Yuan, J. Yang, R. Gu, "Partial Order Aware Concurrency Sampling", 2018
//   pct     probabilistic concurrency testing: random priorities for threads, which
//           change at d - 1 random steps. S. Burckhardt, P. Kothari, M. Musuvathi,
//           S. Nagarakatte, "A Randomized Scheduler with Probabilistic Guarantees of
//           Finding Bugs", 2010
//
// Deterministic: the same seed and the same questions, the same answers. Allocates
// nothing. No answer depends on an address.

#pragma once

#include <array>
#include <cstdint>

#include "explore/happens_before.hpp"
#include "explore/random.hpp"

namespace explore {

struct Candidate {
  unsigned thread = 0;
  std::uint64_t object = 0;  // what its operation concerns, by number; 0: nothing
  bool changes = false;      // its operation may change the object
  bool spins = false;        // it has only been looking, again and again
};

struct Plan {
  enum class Kind : std::uint8_t { random, pos, pct };
  Kind kind = Kind::random;
  unsigned depth = 3;         // pct: one more than the changes of priority
  std::uint64_t steps = 100;  // pct: how long an execution is, about
  std::uint64_t seed = 0;
};

class Strategy {
 public:
  void begin(const Plan& plan);

  // The thread that goes on; `count` is not 0.
  unsigned pick(const Candidate* candidates, unsigned count);

 private:
  static constexpr unsigned kMostChanges = 8;

  unsigned best(const Candidate* candidates, unsigned count);
  void executed(const Candidate& chosen, const Candidate* candidates, unsigned count);

  Plan plan_;
  Random random_;
  std::uint64_t step_ = 0;
  std::uint64_t lowest_ = 0;                              // pct: given to who is put last
  std::array<std::uint64_t, kMostThreads> priorities_{};  // 0: none yet
  std::array<std::uint64_t, kMostChanges> changes_{};     // pct: at which steps
};

}  // namespace explore
