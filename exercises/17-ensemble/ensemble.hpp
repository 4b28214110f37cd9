// 17 Ensembles: one model, many parameters, in processes that have threads.
//
// member.cpp holds `integrate`, the work of one member; ensemble.cpp holds
// `share_cores` and `run_ensemble`, which spread the members over the machine.

#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace course {

// ---- given by the course ----------------------------------------------------

// A point in the space of the model.
struct State {
  double x = 0;
  double y = 0;
  double z = 0;

  bool operator==(const State&) const = default;
};

inline State operator+(const State& a, const State& b) { return {a.x + b.x, a.y + b.y, a.z + b.z}; }
inline State operator*(double factor, const State& a) {
  return {factor * a.x, factor * a.y, factor * a.z};
}

// How fast a state changes in the model of Lorenz ("Deterministic nonperiodic
// flow", 1963), whose parameter is rho:
//   dx/dt = 10 (y - x),   dy/dt = x (rho - z) - y,   dz/dt = x y - 8/3 z
// COURSE CODE, NOT YOURS TO WRITE: it lives in a file that the compiler does not
// see together with yours. May be called from several threads at once. May throw
// anything, and a fault in it may end the process.
State derivative(const State& state, double rho);

// A generator of random numbers. COURSE CODE, NOT YOURS TO WRITE.
//
// Two generators with the same seed and stream give the same numbers in the same
// order; another stream of the same seed gives other, independent ones. Cheap to
// make. A value like an int: two threads must not use the same one at once.
class Random {
 public:
  Random(std::uint64_t seed, std::uint64_t stream);

  double next();  // at least 0, less than 1

 private:
  std::uint64_t key_;
  std::uint64_t drawn_ = 0;
};

// ---- member.cpp: one member -------------------------------------------------

// Where `start` has got to after the time `span`, by the classical Runge-Kutta
// method of fourth order. `steps` steps of h = span / steps, each from a state s
// to s + h/6 (k1 + 2 k2 + 2 k3 + k4), where, with f(s) = derivative(s, rho),
//   k1 = f(s),   k2 = f(s + h/2 k1),   k3 = f(s + h/2 k2),   k4 = f(s + h k3)
// So `derivative` is called 4 * steps times.
//
// Throws std::invalid_argument if `steps` is 0. Throws std::domain_error
// "diverged" after the first step that leads to a state of which a coordinate is
// infinite or not a number. What `derivative` throws passes through.
State integrate(const State& start, double rho, double span, std::size_t steps);

// ---- ensemble.cpp: all members ----------------------------------------------

// The threads of each worker process, so that all together have one for every
// core: no core twice, none idle. The shares differ by at most 1, larger ones
// first, and no share is 0: if there are more processes than cores, there is one
// worker for each core. Right for every number, the largest included.
//
//   share_cores(5, 2)    // {3, 2}
//
// Throws std::invalid_argument if `cores` or `processes` is 0.
std::vector<unsigned> share_cores(unsigned cores, unsigned processes);

// A sweep: member m has the parameter rhos[m]. Its start is random: x, y and z are
// the first three numbers of Random(seed, m), in this order.
struct Ensemble {
  std::vector<double> rhos;
  std::uint64_t seed = 0;
  double span = 0;
  std::size_t steps = 0;
};

// A text longer than this is cut off after as many bytes.
inline constexpr std::size_t kLongestText = 200;

// Why there is no end of a member:
//   the text of the std::exception that its integration threw,
//   "unknown exception" if it threw anything else,
//   "worker died" if the process ended in the middle of it, in whatever way.
struct Failure {
  std::string text;

  bool operator==(const Failure&) const = default;
};

using Outcome = std::variant<State, Failure>;

struct Report {
  // One for each member, in the order of the members.
  std::vector<Outcome> outcomes;
  // Of the members that came to an end: their sum, begun with 0 and added up in
  // the order of the members, divided by their number. All 0 if there are none.
  State mean;

  bool operator==(const Report&) const = default;
};

// Integrates every member once, in child processes of this one.
//
// At first a worker is forked for each share of share_cores(cores, processes),
// before any thread is started, and has as many threads. If there are fewer
// members than cores, it is as if there were as many cores as members. So there
// are never more members under way than cores, nor in a worker than its share.
// This process does none of them, and sleeps meanwhile.
//
// Members are begun in their order. A thread that is done with one takes the
// next that nobody has begun, whatever all others are still busy with, in its
// process or another one.
//
// A member that fails is reported and disturbs no other. If a worker ends before
// it should, the members that it was at fail, and nobody tries them again; what is
// not begun is left to the other workers. If all workers are dead, new ones take
// their places, as many as there were, with the same shares.
//
// Everything drawn, calculated and added up is fixed by `ensemble`: the report is
// the same to the last bit for all `processes` and `cores`, on every call.
//
// Afterwards no child is left; other children of this process are not touched. No
// signal is handled, blocked or ignored for it, and none that is handled here
// disturbs. Output that this process has buffered is written once, unless it is
// the model that calls exit.
//
// To be called while this process has no other thread. Throws
// std::invalid_argument if `processes`, `cores` or `ensemble.steps` is 0, also if
// there are no members, and std::system_error if the system refuses memory or a
// process; whatever was forked has ended by then.
Report run_ensemble(const Ensemble& ensemble, unsigned processes, unsigned cores);

}  // namespace course
