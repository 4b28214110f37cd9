// A meeting point for processes: proof that N of them are inside the same
// stretch of code at the same time. The sister of Meeting, which is for threads.
//
//   Shared<ProcessMeeting> meeting(2);
//   ... in each of two children: meeting->arrive();
//   EXPECT_TRUE(meeting->took_place());
//
// Those who wait look again every tick: no lock has to be shared. If the
// meeting fails, the first arrival loses its patience and every later one
// returns at once. Good for one meeting.

#pragma once

#include <poll.h>

#include <atomic>

#include "support/patience.hpp"

namespace course::support {

class ProcessMeeting {
 public:
  explicit ProcessMeeting(int participants, Patience patience = {})
      : participants_(participants), patience_(patience) {}

  // True: all participants were here at once. False: the meeting did not take place.
  bool arrive() {
    arrived_.fetch_add(1);
    for (int tick = 0; tick < patience_.ticks && !cancelled_; ++tick) {
      if (took_place()) {
        return true;
      }
      poll(nullptr, 0, static_cast<int>(patience_.tick.count()));
    }
    cancelled_ = true;
    return false;
  }

  // True once all participants have met.
  bool took_place() const { return !cancelled_ && arrived_ >= participants_; }

 private:
  static_assert(std::atomic<int>::is_always_lock_free, "a lock would be private to a process");

  const int participants_;
  const Patience patience_;
  std::atomic<int> arrived_{0};
  std::atomic<bool> cancelled_{false};
};

}  // namespace course::support
