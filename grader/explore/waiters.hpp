// Threads that sleep until somebody wakes them: by condition variable or futex.

#pragma once

#include <array>

#include "explore/objects.hpp"
#include "explore/scheduler.hpp"

namespace explore {

class Waiters {
 public:
  // Sleeps for the object until it is woken, or its deadline has come.
  void sleep(const Operation& wait) {
    Thread& me = self();
    me.woken = false;
    me.waits_since = step() - 1;
    waits_for_.at(me.number) = wait.object;
    turn(wait);
    waits_for_.at(me.number) = nullptr;
  }

  // Wakes up to `most` of those that sleep for the object, any of them. Returns
  // how many.
  long wake(const void* object, long most) {
    object_at(object).notified = step();
    long woken = 0;
    for (unsigned asleep = count(object); asleep > 0 && woken < most; --asleep, ++woken) {
      one(object, asleep == 1 || most >= asleep ? 0 : dice(asleep)).woken = true;
    }
    if (woken > 0) {
      note_change();
    }
    turn({.action = Action::none});  // whoever was woken may be quicker than what comes next
    return woken;
  }

  static bool is_woken(const Thread& thread) { return thread.woken; }

 private:
  bool sleeps(unsigned i, const void* object) const {
    return waits_for_.at(i) == object && !thread(i).woken;
  }
  unsigned count(const void* object) const {
    unsigned found = 0;
    for (unsigned i = 0; i < kMostThreads; ++i) {
      found += sleeps(i, object) ? 1 : 0;
    }
    return found;
  }
  // The one before which there are `skip` others; there is one.
  Thread& one(const void* object, std::uint64_t skip) const {
    unsigned i = 0;
    while (!sleeps(i, object) || skip-- > 0) {
      ++i;
    }
    return thread(i);
  }

  std::array<const void*, kMostThreads> waits_for_{};
};

}  // namespace explore
