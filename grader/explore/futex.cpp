// The futex system call, on which libstdc++ builds futures, atomic waits, latches,
// barriers, semaphores and the guards of static variables.

#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <cstdarg>

#include "explore/interpose.hpp"
#include "explore/time.hpp"
#include "explore/waiters.hpp"

namespace explore {
namespace {

Waiters waiters;

long failed(int error) {
  errno = error;
  return -1;
}

long wait(const int* word, int expected, Nanoseconds until) {
  turn({.action = Action::futex_wait, .object = word});
  if (std::atomic_ref(*const_cast<int*>(word)).load() != expected) {
    return failed(EAGAIN);
  }
  waiters.sleep(
      {.action = Action::wake_up, .object = word, .able = Waiters::is_woken, .deadline = until});
  return self().timed_out ? failed(ETIMEDOUT) : 0;
}

long wake(const int* word, int most) {
  turn({.action = Action::futex_wake, .object = word});
  return waiters.wake(word, most);
}

long futex(int* word, int operation, int value, const timespec* time) {
  const clockid_t clock =
      (operation & FUTEX_CLOCK_REALTIME) != 0 ? CLOCK_REALTIME : CLOCK_MONOTONIC;
  switch (operation & FUTEX_CMD_MASK) {
    case FUTEX_WAIT:  // the time is a duration
      return wait(word, value, time == nullptr ? kNever : now() + deadline(CLOCK_MONOTONIC, time));
    case FUTEX_WAIT_BITSET:
      return wait(word, value, deadline(clock, time));
    case FUTEX_WAKE:
    case FUTEX_WAKE_BITSET:
      return wake(word, value);
    default:
      conclude(Outcome::not_modelled, "a futex operation other than wait and wake");
  }
}

}  // namespace
}  // namespace explore

extern "C" long syscall(long number, ...) noexcept {
  va_list list;
  va_start(list, number);
  std::array<long, 6> given{};
  for (long& each : given) {
    each = va_arg(list, long);
  }
  va_end(list);
  if (explore::explored() && number == SYS_futex) {
    explore::note_place(__builtin_return_address(0));
    return explore::futex(reinterpret_cast<int*>(given[0]), static_cast<int>(given[1]),
                          static_cast<int>(given[2]), reinterpret_cast<timespec*>(given[3]));
  }
  return explore::with_errno(
      explore::raw_syscall(number, given[0], given[1], given[2], given[3], given[4], given[5]));
}
