// What the tests of this exercise share: a model that does what a test wants, and
// a view of everybody who is at work in it.
//
// The model runs in the workers, so what it has seen lies in shared memory. A
// member is known by its parameter: its number, where a test wants to know it.

#pragma once

#include <poll.h>
#include <semaphore.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <ostream>
#include <stdexcept>

#include "ensemble.hpp"
#include "support/patience.hpp"
#include "support/peak_counter.hpp"
#include "support/shared.hpp"

namespace course {

inline void PrintTo(const State& state, std::ostream* out) {
  *out << "(" << state.x << ", " << state.y << ", " << state.z << ")";
}
inline void PrintTo(const Failure& failure, std::ostream* out) {
  *out << '"' << failure.text << '"';
}

}  // namespace course

namespace course::test {

// ---- the model and the random numbers ----

using Model = std::function<State(const State&, double rho)>;

// Takes the place of the Lorenz model for the time of its own life, here and in
// the workers that are forked meanwhile.
class ModelIs {
 public:
  explicit ModelIs(Model model);
  ~ModelIs();
  ModelIs(const ModelIs&) = delete;
  ModelIs& operator=(const ModelIs&) = delete;
};

State lorenz(const State& state, double rho);

// Nothing ever moves: a member ends where it has started.
inline State nothing_moves() { return {}; }

// The `first` number that the members draw, instead of what it would be.
class FirstNumberIs {
 public:
  explicit FirstNumberIs(std::function<double(std::uint64_t stream)> first);
  ~FirstNumberIs();
  FirstNumberIs(const FirstNumberIs&) = delete;
  FirstNumberIs& operator=(const FirstNumberIs&) = delete;
};

State start_of(std::uint64_t seed, std::uint64_t member);

// ---- ensembles ----

constexpr std::size_t kMostMembers = 64;  // that are watched

// Member m has the parameter m, and takes one step of length 1.
inline Ensemble numbered(std::size_t members) {
  Ensemble ensemble{.rhos = {}, .seed = 2024, .span = 1, .steps = 1};
  for (std::size_t m = 0; m < members; ++m) {
    ensemble.rhos.push_back(static_cast<double>(m));
  }
  return ensemble;
}
inline std::size_t member_of(double rho) { return static_cast<std::size_t>(rho); }

// What run_ensemble has to give, worked out here, one member after the other.
Report one_after_the_other(const Ensemble& ensemble);

// ---- who is at work ----

// How often the model has been asked, member by member. Thread-safe, and in all
// processes at once.
class Calls {
 public:
  static constexpr int kForEach = 4;  // of a numbered ensemble

  // True at the member's first call.
  bool count(double rho) { return calls_.at(member_of(rho)).fetch_add(1) == 0; }
  bool has_begun(std::size_t member) const { return calls_.at(member) > 0; }
  int of(std::size_t member) const { return calls_.at(member); }
  // How many members have made their last call.
  std::size_t done(std::size_t members) const {
    std::size_t count = 0;
    for (std::size_t m = 0; m < members; ++m) {
      count += calls_.at(m) >= kForEach ? 1U : 0U;
    }
    return count;
  }

 private:
  std::array<std::atomic<int>, kMostMembers> calls_{};
};

// Waits that end in one of all processes if they are given up in another one, so
// that a program which can never get there costs one wait.
class Waits {
 public:
  template <class Done>
  void until(Done done, support::Patience patience = {}) {
    for (int tick = 0; tick < 10 * patience.ticks && !in_vain_; ++tick) {
      if (done()) {
        return;
      }
      poll(nullptr, 0, static_cast<int>(patience.tick.count()) / 10);
    }
    in_vain_ = true;
  }
  bool in_vain() const { return in_vain_; }

 private:
  std::atomic<bool> in_vain_{false};
};

// Keeps all members where they are until nobody else will come: every thread of
// this program and of its children sleeps, and goes on sleeping.
//
// A deadline would be a guess: threads that are one too many might come later.
class Assembly {
 public:
  // Over as soon as so many are there and all others sleep, or after the patience.
  Assembly(unsigned wanted, pid_t program) : wanted_(wanted), program_(program) {
    sem_init(&over_, /*pshared=*/1, /*value=*/0);
  }
  ~Assembly() { sem_destroy(&over_); }
  Assembly(const Assembly&) = delete;
  Assembly& operator=(const Assembly&) = delete;

  void attend();

  // What was seen when it was over: how many were there, and in each process of
  // those that had somebody there, the largest number first.
  unsigned attendance() const { return seen_; }
  std::vector<unsigned> in_processes() const;
  bool was_attended_by(pid_t process) const;

 private:
  void watch();

  const unsigned wanted_;
  const pid_t program_;
  sem_t over_{};
  std::atomic<bool> is_over_{false};
  std::atomic<unsigned> present_{0};
  std::atomic<unsigned> seen_{0};
  std::array<std::atomic<pid_t>, kMostMembers> processes_{};
};

}  // namespace course::test
