// Mutexes, condition variables, read-write locks and spin locks.
//
// While a schedule runs, the C library's own state of them is not used: one
// thread runs at a time, and who may go on is the scheduler's to say.

#include <pthread.h>

#include <cerrno>
#include <ctime>

#include "explore/holding.hpp"
#include "explore/interpose.hpp"
#include "explore/time.hpp"
#include "explore/waiters.hpp"

namespace explore {
namespace {

enum class Mutex { normal, recursive, error_checking };

// glibc's pthread_mutexattr_settype.
Mutex kind_of(const pthread_mutex_t* mutex) {
  switch (mutex->__data.__kind & 3) {
    case PTHREAD_MUTEX_RECURSIVE:
      return Mutex::recursive;
    case PTHREAD_MUTEX_ERRORCHECK:
      return Mutex::error_checking;
    default:
      return Mutex::normal;
  }
}

// glibc's bit of PTHREAD_MUTEX_ROBUST.
bool is_robust(const pthread_mutex_t* mutex) { return (mutex->__data.__kind & 16) != 0; }

// What a robust mutex says to who has just taken it.
int health_of(Object& object, const pthread_mutex_t* mutex) {
  using Health = Object::Health;
  if (object.health == Health::plain && is_robust(mutex)) {
    object.health = Health::robust;
  }
  if (object.health == Health::owner_died) {
    object.health = Health::inconsistent;
    return EOWNERDEAD;
  }
  if (object.health == Health::lost) {
    give(object);
    return ENOTRECOVERABLE;
  }
  return 0;
}

int make_consistent(pthread_mutex_t* mutex) {
  Object& object = object_at(mutex);
  if (object.health != Object::Health::inconsistent) {
    return EINVAL;
  }
  object.health = Object::Health::robust;
  return 0;
}

int lock(pthread_mutex_t* mutex, Nanoseconds deadline) {
  Object& object = object_at(mutex);
  if (is_mine(object)) {
    const Mutex kind = kind_of(mutex);
    if (kind == Mutex::recursive) {
      ++object.depth;
      return 0;
    }
    if (kind == Mutex::error_checking) {
      return EDEADLK;
    }
  }
  turn({.action = Action::lock, .object = mutex, .able = nobody_holds_it, .deadline = deadline});
  if (self().timed_out) {
    return ETIMEDOUT;
  }
  take(object);
  return health_of(object, mutex);
}

int try_lock(pthread_mutex_t* mutex) {
  Object& object = object_at(mutex);
  turn({.action = Action::try_lock, .object = mutex});
  if (is_mine(object) && kind_of(mutex) == Mutex::recursive) {
    ++object.depth;
    return 0;
  }
  if (object.owner != -1) {
    return EBUSY;
  }
  take(object);
  return health_of(object, mutex);
}

int unlock(pthread_mutex_t* mutex) {
  Object& object = object_at(mutex);
  turn({.action = Action::unlock, .object = mutex});
  if (!is_mine(object)) {
    return EPERM;
  }
  if (--object.depth == 0) {
    if (object.health == Object::Health::inconsistent) {
      object.health = Object::Health::lost;
    }
    give(object);
  }
  return 0;
}

Waiters waiters;

int wait(pthread_cond_t* condition, pthread_mutex_t* mutex, Nanoseconds deadline) {
  turn({.action = Action::wait, .object = condition});
  Object& guard = object_at(mutex);
  const unsigned depth = guard.depth;
  give(guard);
  waiters.sleep({.action = Action::wake_up,
                 .object = condition,
                 .able = Waiters::is_woken,
                 .deadline = deadline,
                 .may_wake = true});
  const bool timed_out = self().timed_out;
  turn({.action = Action::lock, .object = mutex, .able = nobody_holds_it});
  take(guard);
  guard.depth = depth;
  return timed_out ? ETIMEDOUT : 0;
}

int notify(pthread_cond_t* condition, bool all) {
  turn({.action = all ? Action::notify_all : Action::notify_one, .object = condition});
  waiters.wake(condition, all ? kMostThreads : 1);
  return 0;
}

int read_lock(pthread_rwlock_t* lock, Nanoseconds deadline) {
  Object& object = object_at(lock);
  turn({.action = Action::read_lock, .object = lock, .able = nobody_writes, .deadline = deadline});
  if (self().timed_out) {
    return ETIMEDOUT;
  }
  object.readers |= std::uint64_t{1} << self().number;
  learn(object);
  return 0;
}

int write_lock(pthread_rwlock_t* lock, Nanoseconds deadline) {
  Object& object = object_at(lock);
  if (is_mine(object)) {
    return EDEADLK;
  }
  turn({.action = Action::lock, .object = lock, .able = nobody_holds_it, .deadline = deadline});
  if (self().timed_out) {
    return ETIMEDOUT;
  }
  take(object);
  return 0;
}

int try_read_lock(pthread_rwlock_t* lock) {
  turn({.action = Action::try_lock, .object = lock});
  Object& object = object_at(lock);
  if (object.owner != -1) {
    return EBUSY;
  }
  object.readers |= std::uint64_t{1} << self().number;
  learn(object);
  return 0;
}

int try_write_lock(pthread_rwlock_t* lock) {
  turn({.action = Action::try_lock, .object = lock});
  Object& object = object_at(lock);
  if (object.owner != -1 || object.readers != 0) {
    return EBUSY;
  }
  take(object);
  return 0;
}

int give_back(pthread_rwlock_t* lock) {
  Object& object = object_at(lock);
  turn({.action = Action::unlock, .object = lock});
  const std::uint64_t me = std::uint64_t{1} << self().number;
  if (is_mine(object)) {
    give(object);
    return 0;
  }
  if ((object.readers & me) == 0) {
    return EPERM;
  }
  object.readers &= ~me;
  teach(object);
  return 0;
}

int destroy(const void* object) {
  forget(object);
  return 0;
}

}  // namespace
}  // namespace explore

// ---- what the program calls ---------------------------------------------------

extern "C" {

int pthread_mutex_lock(pthread_mutex_t* mutex) {
  EXPLORED(pthread_mutex_lock, lock(mutex, explore::kNever), mutex);
}
int pthread_mutex_trylock(pthread_mutex_t* mutex) {
  EXPLORED(pthread_mutex_trylock, try_lock(mutex), mutex);
}
int pthread_mutex_timedlock(pthread_mutex_t* mutex, const timespec* until) {
  EXPLORED(pthread_mutex_timedlock, lock(mutex, explore::deadline(CLOCK_REALTIME, until)), mutex,
           until);
}
int pthread_mutex_clocklock(pthread_mutex_t* mutex, clockid_t clock, const timespec* until) {
  EXPLORED(pthread_mutex_clocklock, lock(mutex, explore::deadline(clock, until)), mutex, clock,
           until);
}
int pthread_mutex_unlock(pthread_mutex_t* mutex) {
  EXPLORED(pthread_mutex_unlock, unlock(mutex), mutex);
}
int pthread_mutex_consistent(pthread_mutex_t* mutex) {
  EXPLORED(pthread_mutex_consistent, make_consistent(mutex), mutex);
}
int pthread_mutex_destroy(pthread_mutex_t* mutex) {
  EXPLORED(pthread_mutex_destroy, destroy(mutex), mutex);
}

int pthread_cond_wait(pthread_cond_t* condition, pthread_mutex_t* mutex) {
  EXPLORED(pthread_cond_wait, wait(condition, mutex, explore::kNever), condition, mutex);
}
int pthread_cond_timedwait(pthread_cond_t* condition, pthread_mutex_t* mutex,
                           const timespec* until) {
  // The clock is an attribute of the variable, in a bit of glibc's own.
  EXPLORED(pthread_cond_timedwait,
           wait(condition, mutex, explore::deadline(explore::clock_of(condition), until)),
           condition, mutex, until);
}
int pthread_cond_clockwait(pthread_cond_t* condition, pthread_mutex_t* mutex, clockid_t clock,
                           const timespec* until) {
  EXPLORED(pthread_cond_clockwait, wait(condition, mutex, explore::deadline(clock, until)),
           condition, mutex, clock, until);
}
int pthread_cond_signal(pthread_cond_t* condition) {
  EXPLORED(pthread_cond_signal, notify(condition, false), condition);
}
int pthread_cond_broadcast(pthread_cond_t* condition) {
  EXPLORED(pthread_cond_broadcast, notify(condition, true), condition);
}
int pthread_cond_destroy(pthread_cond_t* condition) {
  EXPLORED(pthread_cond_destroy, destroy(condition), condition);
}

int pthread_rwlock_rdlock(pthread_rwlock_t* lock) {
  EXPLORED(pthread_rwlock_rdlock, read_lock(lock, explore::kNever), lock);
}
int pthread_rwlock_wrlock(pthread_rwlock_t* lock) {
  EXPLORED(pthread_rwlock_wrlock, write_lock(lock, explore::kNever), lock);
}
int pthread_rwlock_tryrdlock(pthread_rwlock_t* lock) {
  EXPLORED(pthread_rwlock_tryrdlock, try_read_lock(lock), lock);
}
int pthread_rwlock_trywrlock(pthread_rwlock_t* lock) {
  EXPLORED(pthread_rwlock_trywrlock, try_write_lock(lock), lock);
}
int pthread_rwlock_clockrdlock(pthread_rwlock_t* lock, clockid_t clock, const timespec* until) {
  EXPLORED(pthread_rwlock_clockrdlock, read_lock(lock, explore::deadline(clock, until)), lock,
           clock, until);
}
int pthread_rwlock_clockwrlock(pthread_rwlock_t* lock, clockid_t clock, const timespec* until) {
  EXPLORED(pthread_rwlock_clockwrlock, write_lock(lock, explore::deadline(clock, until)), lock,
           clock, until);
}
int pthread_rwlock_timedrdlock(pthread_rwlock_t* lock, const timespec* until) {
  EXPLORED(pthread_rwlock_timedrdlock, read_lock(lock, explore::deadline(CLOCK_REALTIME, until)),
           lock, until);
}
int pthread_rwlock_timedwrlock(pthread_rwlock_t* lock, const timespec* until) {
  EXPLORED(pthread_rwlock_timedwrlock, write_lock(lock, explore::deadline(CLOCK_REALTIME, until)),
           lock, until);
}
int pthread_rwlock_unlock(pthread_rwlock_t* lock) {
  EXPLORED(pthread_rwlock_unlock, give_back(lock), lock);
}
int pthread_rwlock_destroy(pthread_rwlock_t* lock) {
  EXPLORED(pthread_rwlock_destroy, destroy(lock), lock);
}

}  // extern "C"
