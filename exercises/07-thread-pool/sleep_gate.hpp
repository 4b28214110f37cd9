// Stops a worker at the moments in which wake-ups get lost: after it has decided
// to sleep and before it sleeps, or after it was woken and before it has its
// lock again. The scheduler may do that at any time, and hardly ever does; with
// a gate a test does it every time.
//
// A gate stands at sleeps on condition variables: the test program brings its
// own pthread_cond_wait and pthread_cond_clockwait. ThreadSanitizer has taken
// their place itself, so nothing is stopped there; nor is a worker that sleeps
// in another way (semaphore, atomic wait). A test must hold for right code even
// if its gate stops nobody.

#pragma once

#include <pthread.h>

#include <atomic>
#include <chrono>

#include "support/gate.hpp"
#include "support/patience.hpp"

namespace course {

// A gate must outlive the pool whose worker it stops.
class SleepGate {
 public:
  enum class Place {
    kBeforeSleep,  // the thread holds the lock that it gives to the condition variable
    kNoSleep,      // the thread wakes up at once, though nobody woke it, and is not stopped
    kAfterWakeUp,  // the thread holds no lock
  };

  explicit SleepGate(Place place) : place_(place) {}
  SleepGate(const SleepGate&) = delete;
  SleepGate& operator=(const SleepGate&) = delete;

  // The next sleep of the calling thread leads through this gate, later ones do
  // not. For a task: the last thing that it does.
  void stop_me();

  // True once the thread has looked, found nothing and begun its sleep; whoever
  // gets the lock after that finds it asleep. False if no thread ever comes.
  bool wait_for_sleeper();

  // Lets the thread through, now or when it comes.
  void open() { opened_.open(); }

  // Wakes the thread for nothing, if it still sleeps: a wake-up got lost, and
  // the test is to come to its end.
  void wake();

  // For the two functions that are replaced.
  Place place() const { return place_; }
  void come(pthread_cond_t* condition) {
    condition_ = condition;
    came_.open();
  }
  void pass() { opened_.wait(); }

 private:
  const Place place_;
  support::Gate came_;
  // Longer than the usual patience: who is stopped stays stopped for a whole test.
  support::Gate opened_{support::Patience{std::chrono::milliseconds(10), 300}};
  std::atomic<pthread_cond_t*> condition_ = nullptr;
};

}  // namespace course
