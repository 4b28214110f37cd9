// Mutexes, read-write locks and spin locks: who had one from when to when.

#include <pthread.h>

#include <cerrno>
#include <ctime>

#include "explore/trace/hook.hpp"

namespace explore::trace {
namespace {

// glibc's bits of PTHREAD_PROCESS_SHARED.
bool is_shared(const pthread_mutex_t* mutex) { return (mutex->__data.__kind & 128) != 0; }
bool is_shared(const pthread_rwlock_t* lock) { return lock->__data.__shared != 0; }
bool is_shared(const pthread_spinlock_t* /*lock*/) { return false; }

// Tries first: who gets it at once need not look at the clock twice.
template <class Lock>
int acquire(Lock* lock, Kind kind, const void* caller, auto attempt, auto wait) {
  const std::uint8_t flags = shared_if(is_shared(lock));
  if (attempt() == 0) {
    record({.cpu = cpu_now(),
            .wall = wall_now(),
            .object = number_of(const_cast<const void*>(static_cast<volatile void*>(lock))),
            .place = place_of(caller),
            .kind = kind,
            .flags = flags});
    return 0;
  }
  const Break pause;
  const int error = wait();
  if (error == 0 || error == EOWNERDEAD) {
    record({.cpu = pause.cpu(),
            .wall = wall_now(),
            .object = number_of(const_cast<const void*>(static_cast<volatile void*>(lock))),
            .aside = pause.length(),
            .place = place_of(caller),
            .kind = kind,
            .flags = static_cast<std::uint8_t>(flags | kContended)});
  }
  return error;
}

template <class Lock>
int try_acquire(Lock* lock, Kind kind, const void* caller, auto attempt) {
  const int error = attempt();
  if (error == 0) {
    record({.cpu = cpu_now(),
            .wall = wall_now(),
            .object = number_of(const_cast<const void*>(static_cast<volatile void*>(lock))),
            .place = place_of(caller),
            .kind = kind,
            .flags = shared_if(is_shared(lock))});
  }
  return error;
}

template <class Lock>
void release(Lock* lock, const void* caller) {
  record({.cpu = cpu_now(),
          .wall = wall_now(),
          .object = number_of(const_cast<const void*>(static_cast<volatile void*>(lock))),
          .place = place_of(caller),
          .kind = Kind::unlock,
          .flags = shared_if(is_shared(lock))});
}

}  // namespace
}  // namespace explore::trace

// ---- what the program calls ---------------------------------------------------

#define TRACE_ACQUIRE(name, kind, attempt, lock, ...)                          \
  TRACE_NEXT(name, lock __VA_OPT__(, ) __VA_ARGS__);                           \
  static auto* const at_once = explore::real<decltype(attempt)>(#attempt);     \
  return explore::trace::acquire(                                              \
      lock, explore::trace::Kind::kind, caller, [&] { return at_once(lock); }, \
      [&] { return next(lock __VA_OPT__(, ) __VA_ARGS__); })

#define TRACE_TRY(name, kind, lock)                                            \
  TRACE_NEXT(name, lock);                                                      \
  return explore::trace::try_acquire(lock, explore::trace::Kind::kind, caller, \
                                     [&] { return next(lock); })

#define TRACE_RELEASE(name, lock)        \
  TRACE_NEXT(name, lock);                \
  explore::trace::release(lock, caller); \
  return next(lock)

extern "C" {

int pthread_mutex_lock(pthread_mutex_t* mutex) {
  TRACE_ACQUIRE(pthread_mutex_lock, lock, pthread_mutex_trylock, mutex);
}
int pthread_mutex_timedlock(pthread_mutex_t* mutex, const timespec* until) {
  TRACE_ACQUIRE(pthread_mutex_timedlock, lock, pthread_mutex_trylock, mutex, until);
}
int pthread_mutex_clocklock(pthread_mutex_t* mutex, clockid_t clock, const timespec* until) {
  TRACE_ACQUIRE(pthread_mutex_clocklock, lock, pthread_mutex_trylock, mutex, clock, until);
}
int pthread_mutex_trylock(pthread_mutex_t* mutex) { TRACE_TRY(pthread_mutex_trylock, lock, mutex); }
int pthread_mutex_unlock(pthread_mutex_t* mutex) { TRACE_RELEASE(pthread_mutex_unlock, mutex); }

int pthread_rwlock_rdlock(pthread_rwlock_t* lock) {
  TRACE_ACQUIRE(pthread_rwlock_rdlock, share, pthread_rwlock_tryrdlock, lock);
}
int pthread_rwlock_wrlock(pthread_rwlock_t* lock) {
  TRACE_ACQUIRE(pthread_rwlock_wrlock, lock, pthread_rwlock_trywrlock, lock);
}
int pthread_rwlock_timedrdlock(pthread_rwlock_t* lock, const timespec* until) {
  TRACE_ACQUIRE(pthread_rwlock_timedrdlock, share, pthread_rwlock_tryrdlock, lock, until);
}
int pthread_rwlock_timedwrlock(pthread_rwlock_t* lock, const timespec* until) {
  TRACE_ACQUIRE(pthread_rwlock_timedwrlock, lock, pthread_rwlock_trywrlock, lock, until);
}
int pthread_rwlock_clockrdlock(pthread_rwlock_t* lock, clockid_t clock, const timespec* until) {
  TRACE_ACQUIRE(pthread_rwlock_clockrdlock, share, pthread_rwlock_tryrdlock, lock, clock, until);
}
int pthread_rwlock_clockwrlock(pthread_rwlock_t* lock, clockid_t clock, const timespec* until) {
  TRACE_ACQUIRE(pthread_rwlock_clockwrlock, lock, pthread_rwlock_trywrlock, lock, clock, until);
}
int pthread_rwlock_tryrdlock(pthread_rwlock_t* lock) {
  TRACE_TRY(pthread_rwlock_tryrdlock, share, lock);
}
int pthread_rwlock_trywrlock(pthread_rwlock_t* lock) {
  TRACE_TRY(pthread_rwlock_trywrlock, lock, lock);
}
int pthread_rwlock_unlock(pthread_rwlock_t* lock) { TRACE_RELEASE(pthread_rwlock_unlock, lock); }

int pthread_spin_lock(pthread_spinlock_t* lock) noexcept {
  TRACE_ACQUIRE(pthread_spin_lock, lock, pthread_spin_trylock, lock);
}
int pthread_spin_trylock(pthread_spinlock_t* lock) noexcept {
  TRACE_TRY(pthread_spin_trylock, lock, lock);
}
int pthread_spin_unlock(pthread_spinlock_t* lock) noexcept {
  TRACE_RELEASE(pthread_spin_unlock, lock);
}

}  // extern "C"
