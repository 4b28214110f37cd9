// How long a test waits before it says "this will never happen".
//
// A stopwatch would be unfair: on a busy machine everything takes longer.
// Patience counts ticks that the waiting thread really got instead. Where the
// scheduler starves the code under test, it starves the waiter as well, and the
// wait grows with the load. A suspended machine costs one tick.

#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>

namespace course::support {

struct Patience {
  std::chrono::milliseconds tick{10};
  int ticks = 200;  // 2 s on an idle machine
};

// Waits until `done()` holds or the patience ends; returns what `done()` says.
// `lock` is held whenever `done` runs.
template <class Done>
bool wait_patiently(std::condition_variable& changed, std::unique_lock<std::mutex>& lock,
                    Patience patience, Done done) {
  for (int tick = 0; tick < patience.ticks; ++tick) {
    if (changed.wait_for(lock, patience.tick, done)) {
      return true;
    }
  }
  return done();
}

}  // namespace course::support
