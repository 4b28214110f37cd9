// No test: the name puts the file among the objects of the test program.

#include "sleep_gate.hpp"

#include <dlfcn.h>
#include <pthread.h>

#include <ctime>
#include <utility>

#include "support/sanitizer.hpp"

namespace course {
namespace {

// What awaits this thread at its next sleep.
thread_local SleepGate* next_gate = nullptr;

}  // namespace

void SleepGate::stop_me() { next_gate = this; }

bool SleepGate::wait_for_sleeper() { return !COURSE_THREAD_SANITIZER && came_.wait(); }

void SleepGate::wake() {
  if (pthread_cond_t* const condition = condition_) {
    pthread_cond_broadcast(condition);
  }
}

#if !COURSE_THREAD_SANITIZER
namespace {

using ClockWait = int (*)(pthread_cond_t*, pthread_mutex_t*, clockid_t, const timespec*);

ClockWait library_clockwait() {
  static const auto found = reinterpret_cast<ClockWait>(dlsym(RTLD_NEXT, "pthread_cond_clockwait"));
  return found;
}

int sleep_through_gate(pthread_cond_t* condition, pthread_mutex_t* mutex, clockid_t clock,
                       const timespec* deadline) {
  // Forgotten at once: the gate's own waits come here as well.
  SleepGate* const gate = std::exchange(next_gate, nullptr);
  if (gate != nullptr) {
    gate->come(condition);
    if (gate->place() == SleepGate::Place::kNoSleep) {
      pthread_mutex_unlock(mutex);
      pthread_mutex_lock(mutex);
      return 0;
    }
    if (gate->place() == SleepGate::Place::kBeforeSleep) {
      gate->pass();
    }
  }
  const int result = library_clockwait()(condition, mutex, clock, deadline);
  if (gate != nullptr && gate->place() == SleepGate::Place::kAfterWakeUp) {
    pthread_mutex_unlock(mutex);
    gate->pass();
    pthread_mutex_lock(mutex);
  }
  return result;
}

}  // namespace
#endif

}  // namespace course

#if !COURSE_THREAD_SANITIZER
// A sleep without a deadline is one with a deadline that never comes. The C
// library has several versions of pthread_cond_wait, and dlsym may pick an old
// one; of pthread_cond_clockwait there is one.
extern "C" int pthread_cond_wait(pthread_cond_t* condition, pthread_mutex_t* mutex) {
  constexpr timespec kNever{1'000'000'000, 0};  // 30 years after the machine was started
  return course::sleep_through_gate(condition, mutex, CLOCK_MONOTONIC, &kNever);
}

extern "C" int pthread_cond_clockwait(pthread_cond_t* condition, pthread_mutex_t* mutex,
                                      clockid_t clock, const timespec* deadline) {
  return course::sleep_through_gate(condition, mutex, clock, deadline);
}
#endif
