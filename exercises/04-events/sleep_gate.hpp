// Stops a thread at the two moments in which wake-ups get lost and stolen:
// after it has decided to sleep and before it sleeps, or after it was woken and
// before it has its lock again. The scheduler may do that at any time, and
// hardly ever does; with a gate a test does it every time.
//
// A gate stands at sleeps on condition variables: the test program brings its
// own pthread_cond_wait and pthread_cond_clockwait. ThreadSanitizer has taken
// their place itself, so nothing is stopped there; nor is a thread that sleeps
// in another way (semaphore, atomic wait). A test must hold for right code even
// if its gate stops nobody.

#pragma once

#include <chrono>
#include <functional>
#include <semaphore>
#include <utility>

#include "support/caller.hpp"

namespace course {

// For calls of which it is enough to see that they are asleep for now: 50 ms.
// The usual patience looks for twice as long, and so finds sleeps that only poll.
constexpr support::Patience kBrisk{std::chrono::milliseconds(5), 400};

class SleepGate {
 public:
  enum class Place {
    kBeforeSleep,  // the thread holds the lock that it gives to the condition variable
    kAfterWakeUp,  // the thread holds no lock
  };

  explicit SleepGate(Place place) : place_(place) {}
  SleepGate(const SleepGate&) = delete;
  SleepGate& operator=(const SleepGate&) = delete;

  // The next sleep of the calling thread leads through this gate, later ones do not.
  void stop_me();

  // Lets the thread through, now or when it comes.
  void open() { opened_.release(); }

  // For the two functions that are replaced.
  Place place() const { return place_; }
  void pass() { opened_.acquire(); }

 private:
  const Place place_;
  std::counting_semaphore<> opened_{0};
};

// A Caller that is slow to wake up: whatever wakes its first sleep, it does not
// look around before look() is called.
//
//   LateCaller popper([&] { queue.pop(); });
//   popper.blocks();    // asleep
//   queue.push(1);      // wakes it
//   queue.pop();        // takes the element away from it
//   popper.look();      // too late
class LateCaller {
 public:
  explicit LateCaller(std::function<void()> call, support::Patience patience = {})
      : caller_(
            [this, call = std::move(call)] {
              gate_.stop_me();
              call();
            },
            patience) {}
  ~LateCaller() { look(); }
  LateCaller(const LateCaller&) = delete;
  LateCaller& operator=(const LateCaller&) = delete;

  void look() { gate_.open(); }

  bool blocks() { return caller_.blocks(); }
  bool returns() { return caller_.returns(); }
  void finish() { caller_.finish(); }

 private:
  SleepGate gate_{SleepGate::Place::kAfterWakeUp};
  support::Caller caller_;
};

// The next sleep of the calling thread ends at once, though nobody woke it: a
// spurious wake-up, which the standard allows at any time.
void wake_me_for_nothing();

// True if `waker` reaches a thread that, inside `sleeper`, has decided to sleep
// and does not sleep yet. Throws what either of them throws.
//
// If it does not, `waker` is called again so that the thread ends.
bool wakes_before_sleep(const std::function<void()>& sleeper, const std::function<void()>& waker);

}  // namespace course
