// Stops a thread that has decided something and is about to take a lock: what it
// has seen before may no longer be true once it has the lock. The scheduler may
// do that at any time, and hardly ever does; with a gate a test does it every
// time.
//
// A gate stands at std::mutex and its relatives: the test program brings its own
// pthread_mutex_lock. ThreadSanitizer has taken its place itself, so nobody is
// stopped there; nor is a thread that takes no such lock. A test must hold for
// right code even if its gate stops nobody.

#pragma once

#include <chrono>

#include "support/gate.hpp"
#include "support/patience.hpp"

namespace course {

// A gate must outlive the call that it stops.
class LockGate {
 public:
  LockGate() = default;
  LockGate(const LockGate&) = delete;
  LockGate& operator=(const LockGate&) = delete;

  // The next lock that the calling thread takes is behind this gate, later ones
  // are not.
  void stop_me();

  // True once the thread stands at the gate. False if it never comes.
  bool wait_for_thread();

  // Lets the thread through, now or when it comes.
  void open() { opened_.open(); }

  // For the function that is replaced.
  void pass() {
    came_.open();
    opened_.wait();
  }

 private:
  support::Gate came_;
  // Longer than the usual patience: who is stopped stays stopped for a whole test.
  support::Gate opened_{support::Patience{std::chrono::milliseconds(10), 300}};
};

}  // namespace course
