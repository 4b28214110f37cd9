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
//   guided  as a written schedule says: a segment whose thread cannot go on is given
//           up. Where it says nothing, the thread that ran last, or else the one
//           with the lowest number that can go on and does not only look
//
// Deterministic: the same seed and the same questions, the same answers. Allocates
// nothing. No answer depends on an address.

#pragma once

#include <array>
#include <cstdint>

#include "explore/happens_before.hpp"
#include "explore/random.hpp"
#include "explore/schedule.hpp"

namespace explore {

struct Candidate {
  unsigned thread = 0;
  std::uint64_t object = 0;  // what its operation concerns, by number; 0: nothing
  bool changes = false;      // its operation may change the object
  bool spins = false;        // it has only been looking, again and again
  bool early = false;        // only because the surroundings are adversarial
};

struct Plan {
  enum class Kind : std::uint8_t { random, pos, pct, guided };
  Kind kind = Kind::random;
  unsigned depth = 3;         // pct: one more than the changes of priority
  std::uint64_t steps = 100;  // pct: how long an execution is, about
  std::uint64_t seed = 0;
  bool time = false;                // sleeps and timeouts may end at any choice
  bool wakeups = false;             // condition variables may wake without a reason
  const Schedule* guide = nullptr;  // guided: outlives the strategy
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
  unsigned follow(const Candidate* candidates, unsigned count);
  unsigned keep_on(const Candidate* candidates, unsigned count) const;

  Plan plan_;
  Random random_;
  std::uint64_t step_ = 0;
  std::uint64_t lowest_ = 0;                              // pct: given to who is put last
  std::array<std::uint64_t, kMostThreads> priorities_{};  // 0: none yet
  std::array<std::uint64_t, kMostChanges> changes_{};     // pct: at which steps
  std::size_t segment_ = 0;                               // guided: where it is
  std::uint32_t done_ = 0;                                // guided: choices of that segment
  unsigned last_ = 0;                                     // guided: who was chosen last
};

}  // namespace explore
