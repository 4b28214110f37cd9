// A meeting point: proof that N callers are inside the same stretch of code at
// the same time.
//
// `arrive()` returns true only once all N have arrived. Code that lets its
// callers in one after the other never gets there: the first arrival loses its
// patience, the meeting is cancelled, and this call and every later one
// returns false at once, so that a sequential program costs one wait, not N.
//
// Thread-safe. Good for one meeting.

#pragma once

#include <condition_variable>
#include <mutex>

#include "support/patience.hpp"

namespace course::support {

class Meeting {
 public:
  explicit Meeting(unsigned participants, Patience patience = {})
      : participants_(participants), patience_(patience) {}

  // True: all participants were here at once. False: the meeting did not take place.
  bool arrive() {
    std::unique_lock lock(mutex_);
    ++arrived_;
    if (arrived_ >= participants_ && !cancelled_) {
      changed_.notify_all();
      return true;
    }
    const bool met = wait_patiently(changed_, lock, patience_,
                                    [&] { return cancelled_ || arrived_ >= participants_; });
    if (!met || cancelled_) {
      cancelled_ = true;
      changed_.notify_all();
      return false;
    }
    return true;
  }

  // True once all participants have met.
  bool took_place() const {
    const std::lock_guard lock(mutex_);
    return !cancelled_ && arrived_ >= participants_;
  }

 private:
  const unsigned participants_;
  const Patience patience_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  unsigned arrived_ = 0;
  bool cancelled_ = false;
};

}  // namespace course::support
