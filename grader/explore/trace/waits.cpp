// Condition variables, semaphores, barriers and futexes: who waited, and who ended it.

#include <linux/futex.h>
#include <pthread.h>
#include <semaphore.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <climits>
#include <cstdarg>
#include <ctime>

#include "explore/trace/hook.hpp"

namespace explore::trace {
namespace {

// glibc's bits.
bool is_shared(const pthread_cond_t* condition) { return (condition->__data.__wrefs & 1U) != 0; }
bool is_shared(const pthread_mutex_t* mutex) { return (mutex->__data.__kind & 128) != 0; }

// Waiting gives the mutex back and takes it again: three records.
int wait(pthread_cond_t* condition, pthread_mutex_t* mutex, const void* caller, auto next) {
  const Break pause;
  const std::uint16_t place = whole_place_of(caller);
  const std::uint8_t guarded = shared_if(is_shared(mutex));
  Record told{.cpu = pause.cpu(),
              .wall = wall_now(),
              .object = number_of(mutex),
              .place = place,
              .kind = Kind::unlock,
              .flags = guarded};
  record(told);
  int error = 0;
  {
    const Aside aside;
    error = next();
  }
  told.wall = wall_now();
  told.object = number_of(condition);
  told.other = error == 0 ? 0 : 1;
  told.kind = Kind::wait;
  told.flags = shared_if(is_shared(condition));
  record(told);
  told.object = number_of(mutex);
  told.other = 0;
  told.kind = Kind::lock;
  told.flags = guarded;
  told.aside = pause.length();
  record(told);
  return error;
}

int notify(pthread_cond_t* condition, unsigned most, const void* caller, auto next) {
  const Break pause;
  Record told{.cpu = pause.cpu(),
              .wall = wall_now(),
              .object = number_of(condition),
              .other = most,
              .place = place_of(caller),
              .kind = Kind::notify,
              .flags = shared_if(is_shared(condition))};
  const int error = next();
  told.aside = pause.length();
  record(told);
  return error;
}

// A semaphore's second word is 0 if the threads of one process share it: glibc's.
bool is_shared(const sem_t* semaphore) {
  return reinterpret_cast<const unsigned*>(semaphore)[2] != 0;
}

int take(sem_t* semaphore, const void* caller, auto next) {
  const Break pause;
  const int result = next();
  if (result == 0) {
    record({.cpu = pause.cpu(),
            .wall = wall_now(),
            .object = number_of(semaphore),
            .aside = pause.length(),
            .place = place_of(caller),
            .kind = Kind::take,
            .flags = shared_if(is_shared(semaphore))});
  }
  return result;
}

void futex(Kind kind, const Break& pause, std::uint64_t wall, const std::array<long, 6>& given,
           const void* caller) {
  const std::uint16_t place = whole_place_of(caller);
  record({.cpu = pause.cpu(),
          .wall = wall,
          .object = static_cast<std::uint64_t>(given[0]),
          .other = static_cast<std::uint64_t>(given[2]),
          .aside = pause.length(),
          .place = place,
          .kind = kind,
          .flags = shared_if((given[1] & FUTEX_PRIVATE_FLAG) == 0)});
}

}  // namespace
}  // namespace explore::trace

extern "C" {

int pthread_cond_wait(pthread_cond_t* condition, pthread_mutex_t* mutex) {
  TRACE_NEXT(pthread_cond_wait, condition, mutex);
  return explore::trace::wait(condition, mutex, caller, [&] { return next(condition, mutex); });
}
int pthread_cond_timedwait(pthread_cond_t* condition, pthread_mutex_t* mutex,
                           const timespec* until) {
  TRACE_NEXT(pthread_cond_timedwait, condition, mutex, until);
  return explore::trace::wait(condition, mutex, caller,
                              [&] { return next(condition, mutex, until); });
}
int pthread_cond_clockwait(pthread_cond_t* condition, pthread_mutex_t* mutex, clockid_t clock,
                           const timespec* until) {
  TRACE_NEXT(pthread_cond_clockwait, condition, mutex, clock, until);
  return explore::trace::wait(condition, mutex, caller,
                              [&] { return next(condition, mutex, clock, until); });
}
int pthread_cond_signal(pthread_cond_t* condition) {
  TRACE_NEXT(pthread_cond_signal, condition);
  return explore::trace::notify(condition, 1, caller, [&] { return next(condition); });
}
int pthread_cond_broadcast(pthread_cond_t* condition) {
  TRACE_NEXT(pthread_cond_broadcast, condition);
  return explore::trace::notify(condition, UINT_MAX, caller, [&] { return next(condition); });
}

int sem_init(sem_t* semaphore, int shared, unsigned value) noexcept {
  TRACE_NEXT(sem_init, semaphore, shared, value);
  static_cast<void>(caller);
  explore::trace::record({.cpu = explore::trace::cpu_now(),
                          .wall = explore::trace::wall_now(),
                          .object = explore::trace::number_of(semaphore),
                          .other = value,
                          .kind = explore::trace::Kind::semaphore,
                          .flags = explore::trace::shared_if(shared != 0)});
  return next(semaphore, shared, value);
}
int sem_post(sem_t* semaphore) noexcept {
  TRACE_NEXT(sem_post, semaphore);
  explore::trace::record(
      {.cpu = explore::trace::cpu_now(),
       .wall = explore::trace::wall_now(),
       .object = explore::trace::number_of(semaphore),
       .place = explore::trace::place_of(caller),
       .kind = explore::trace::Kind::post,
       .flags = explore::trace::shared_if(explore::trace::is_shared(semaphore))});
  return next(semaphore);
}
int sem_wait(sem_t* semaphore) {
  TRACE_NEXT(sem_wait, semaphore);
  return explore::trace::take(semaphore, caller, [&] { return next(semaphore); });
}
int sem_trywait(sem_t* semaphore) noexcept {
  TRACE_NEXT(sem_trywait, semaphore);
  return explore::trace::take(semaphore, caller, [&] { return next(semaphore); });
}
int sem_timedwait(sem_t* semaphore, const timespec* until) {
  TRACE_NEXT(sem_timedwait, semaphore, until);
  return explore::trace::take(semaphore, caller, [&] { return next(semaphore, until); });
}
int sem_clockwait(sem_t* semaphore, clockid_t clock, const timespec* until) {
  TRACE_NEXT(sem_clockwait, semaphore, clock, until);
  return explore::trace::take(semaphore, caller, [&] { return next(semaphore, clock, until); });
}

int pthread_barrier_init(pthread_barrier_t* barrier, const pthread_barrierattr_t* attributes,
                         unsigned count) noexcept {
  TRACE_NEXT(pthread_barrier_init, barrier, attributes, count);
  static_cast<void>(caller);
  explore::trace::record({.cpu = explore::trace::cpu_now(),
                          .wall = explore::trace::wall_now(),
                          .object = explore::trace::number_of(barrier),
                          .other = count,
                          .kind = explore::trace::Kind::barrier});
  return next(barrier, attributes, count);
}
int pthread_barrier_wait(pthread_barrier_t* barrier) noexcept {
  using namespace explore::trace;
  TRACE_NEXT(pthread_barrier_wait, barrier);
  const Break pause;
  Record told{.cpu = pause.cpu(),
              .wall = wall_now(),
              .object = number_of(barrier),
              .place = place_of(caller),
              .kind = Kind::arrive};
  record(told);
  const int result = next(barrier);
  told.wall = wall_now();
  told.kind = Kind::leave;
  told.aside = pause.length();
  record(told);
  return result;
}

int nanosleep(const timespec* length, timespec* left) {
  using namespace explore::trace;
  TRACE_NEXT(nanosleep, length, left);
  const std::uint64_t from = wall_now();
  const Break pause;
  const int result = next(length, left);
  record({.cpu = pause.cpu(),
          .wall = wall_now(),
          .other = wall_now() - from,
          .aside = pause.length(),
          .place = place_of(caller),
          .kind = Kind::pause});
  return result;
}

// libstdc++ builds futures and atomic waits on the futex system call, and on these its
// latches, barriers and semaphores.
long syscall(long number, ...) noexcept {
  using namespace explore::trace;
  va_list list;
  va_start(list, number);
  std::array<long, 6> given{};
  for (long& each : given) {
    each = va_arg(list, long);
  }
  va_end(list);
  const auto call = [&] {
    return explore::raw_syscall(number, given[0], given[1], given[2], given[3], given[4], given[5]);
  };
  if (number != SYS_futex || !recorded()) {
    return explore::with_errno(call());
  }
  const void* const caller = __builtin_return_address(0);
  const long operation = given[1] & FUTEX_CMD_MASK;
  const Break pause;
  const std::uint64_t before = wall_now();
  const long result = call();
  if (result == 0 && (operation == FUTEX_WAIT || operation == FUTEX_WAIT_BITSET)) {
    record({.cpu = pause.cpu(), .wall = before, .kind = Kind::pause});  // where it begins
    futex(Kind::sleep_on, pause, wall_now(), given, caller);
  } else if (result > 0 && (operation == FUTEX_WAKE || operation == FUTEX_WAKE_BITSET)) {
    futex(Kind::wake, pause, before, given, caller);
  }
  return explore::with_errno(result);
}

}  // extern "C"
