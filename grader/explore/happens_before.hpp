// Vector clocks: what each thread knows of the others.
//
// L. Lamport, "Time, Clocks, and the Ordering of Events in a Distributed System",
// 1978; C. Flanagan, S. Freund, "FastTrack", 2009. Pure values.

#pragma once

#include <algorithm>
#include <array>
#include <cstdint>

namespace explore {

inline constexpr unsigned kMostThreads = 64;

using Tick = std::uint32_t;

class VectorClock {
 public:
  Tick of(unsigned thread) const { return ticks_[thread]; }
  void set(unsigned thread, Tick tick) {
    ticks_[thread] = tick;
    used_ = std::max(used_, thread + 1);
  }
  void advance(unsigned thread) { set(thread, ticks_[thread] + 1); }

  // Knows afterwards what either knew.
  void join(const VectorClock& other) {
    for (unsigned i = 0; i < other.used_; ++i) {
      ticks_[i] = std::max(ticks_[i], other.ticks_[i]);
    }
    used_ = std::max(used_, other.used_);
  }
  void clear() {
    std::fill_n(ticks_.begin(), used_, 0);
    used_ = 0;
  }

 private:
  std::array<Tick, kMostThreads> ticks_{};
  unsigned used_ = 0;
};

}  // namespace explore
