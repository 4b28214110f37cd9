// Semaphores, barriers, spin locks, once, and the guards of static variables.

#include <pthread.h>
#include <semaphore.h>

#include <cerrno>

#include "explore/holding.hpp"
#include "explore/interpose.hpp"
#include "explore/places.hpp"
#include "explore/time.hpp"

namespace explore {
namespace {

// ---- semaphores: glibc's value is in the semaphore's first word ----------------

unsigned& value_of(sem_t* semaphore) { return *reinterpret_cast<unsigned*>(semaphore); }

bool is_positive(const Thread& thread) {
  return *static_cast<const unsigned*>(thread.pending.object) > 0;
}

int post(sem_t* semaphore) {
  turn({.action = Action::post, .object = semaphore});
  teach(object_at(semaphore));
  ++value_of(semaphore);
  note_change();
  turn({.action = Action::none});
  return 0;
}

int take_permit(sem_t* semaphore, Nanoseconds until) {
  turn({.action = Action::take, .object = semaphore, .able = is_positive, .deadline = until});
  if (self().timed_out) {
    errno = ETIMEDOUT;
    return -1;
  }
  --value_of(semaphore);
  learn(object_at(semaphore));
  return 0;
}

int try_take_permit(sem_t* semaphore) {
  turn({.action = Action::take, .object = semaphore});
  if (value_of(semaphore) == 0) {
    errno = EAGAIN;
    return -1;
  }
  --value_of(semaphore);
  learn(object_at(semaphore));
  return 0;
}

// ---- barriers -----------------------------------------------------------------

bool round_is_over(const Thread& thread) {
  return pending_object(thread).round != thread.pending.argument;
}

int make_barrier(pthread_barrier_t* barrier, unsigned participants) {
  forget(barrier);
  object_at(barrier).value = participants;
  return participants == 0 ? EINVAL : 0;
}

int arrive(pthread_barrier_t* barrier) {
  Object& object = object_at(barrier);
  turn({.action = Action::barrier, .object = barrier});
  teach(object);
  note_change();
  if (++object.arrived == object.value) {
    object.arrived = 0;
    ++object.round;
    learn(object);
    turn({.action = Action::none});
    return PTHREAD_BARRIER_SERIAL_THREAD;
  }
  turn({.action = Action::barrier,
        .object = barrier,
        .able = round_is_over,
        .argument = object.round});
  learn(object);
  return 0;
}

int destroy(pthread_barrier_t* barrier) {
  forget(barrier);
  return 0;
}

// ---- spin locks ---------------------------------------------------------------

int spin_lock(pthread_spinlock_t* lock) {
  Object& object = object_at(const_cast<int*>(lock));
  turn({.action = Action::lock, .object = const_cast<int*>(lock), .able = nobody_holds_it});
  take(object);
  return 0;
}

int spin_try_lock(pthread_spinlock_t* lock) {
  Object& object = object_at(const_cast<int*>(lock));
  turn({.action = Action::try_lock, .object = const_cast<int*>(lock)});
  if (object.owner != -1) {
    return EBUSY;
  }
  take(object);
  return 0;
}

int spin_unlock(pthread_spinlock_t* lock) {
  Object& object = object_at(const_cast<int*>(lock));
  turn({.action = Action::unlock, .object = const_cast<int*>(lock)});
  give(object);
  return 0;
}

// ---- once -----------------------------------------------------------------------

constexpr pthread_once_t kDone = 2;  // glibc's

EXPLORE_EDGE int once(pthread_once_t* control, void (*routine)()) {
  Object& object = object_at(control);
  turn({.action = Action::once, .object = control, .able = nobody_holds_it});
  learn(object);
  if (*control == kDone) {
    return 0;
  }
  take(object);
  try {
    routine();
  } catch (...) {  // the next one tries again
    give(object);
    throw;
  }
  give(object);
  *control = kDone;
  return 0;
}

}  // namespace
}  // namespace explore

extern "C" {

int sem_post(sem_t* semaphore) noexcept { EXPLORED(sem_post, post(semaphore), semaphore); }
int sem_wait(sem_t* semaphore) {
  EXPLORED(sem_wait, take_permit(semaphore, explore::kNever), semaphore);
}
int sem_trywait(sem_t* semaphore) noexcept {
  EXPLORED(sem_trywait, try_take_permit(semaphore), semaphore);
}
int sem_timedwait(sem_t* semaphore, const timespec* until) {
  EXPLORED(sem_timedwait, take_permit(semaphore, explore::deadline(CLOCK_REALTIME, until)),
           semaphore, until);
}
int sem_clockwait(sem_t* semaphore, clockid_t clock, const timespec* until) {
  EXPLORED(sem_clockwait, take_permit(semaphore, explore::deadline(clock, until)), semaphore, clock,
           until);
}

int pthread_barrier_init(pthread_barrier_t* barrier, const pthread_barrierattr_t* attributes,
                         unsigned participants) noexcept {
  EXPLORED(pthread_barrier_init, make_barrier(barrier, participants), barrier, attributes,
           participants);
}
int pthread_barrier_wait(pthread_barrier_t* barrier) noexcept {
  EXPLORED(pthread_barrier_wait, arrive(barrier), barrier);
}
int pthread_barrier_destroy(pthread_barrier_t* barrier) noexcept {
  EXPLORED(pthread_barrier_destroy, destroy(barrier), barrier);
}

int pthread_spin_lock(pthread_spinlock_t* lock) noexcept {
  EXPLORED(pthread_spin_lock, spin_lock(lock), lock);
}
int pthread_spin_trylock(pthread_spinlock_t* lock) noexcept {
  EXPLORED(pthread_spin_trylock, spin_try_lock(lock), lock);
}
int pthread_spin_unlock(pthread_spinlock_t* lock) noexcept {
  EXPLORED(pthread_spin_unlock, spin_unlock(lock), lock);
}

// What a library does once for itself, as the unwinder does at the first exception,
// is no step of its caller's: it gets no place.
int pthread_once(pthread_once_t* control, void (*routine)()) {
  if (explore::explored()) {
    void* const caller = __builtin_return_address(0);
    const bool own = explore::call_site(reinterpret_cast<std::uintptr_t>(caller)) != 0;
    explore::note_place(own ? caller : nullptr);
    return explore::once(control, routine);
  }
  static auto* const next = explore::real<int(pthread_once_t*, void (*)())>("pthread_once");
  return next(control, routine);
}

// The library makes sure of the order by itself, where no instrumentation looks.
int __cxa_guard_acquire(void* guard) {
  static auto* const next = explore::real<int(void*)>("__cxa_guard_acquire");
  const int mine = next(guard);
  if (explore::explored()) {
    explore::learn(explore::object_at(guard));
  }
  return mine;
}
void __cxa_guard_release(void* guard) noexcept {
  static auto* const next = explore::real<void(void*)>("__cxa_guard_release");
  if (explore::explored()) {
    explore::teach(explore::object_at(guard));
  }
  next(guard);
}

}  // extern "C"
