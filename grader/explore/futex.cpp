// The futex system call, on which libstdc++ builds futures, atomic waits, latches,
// barriers, semaphores and the guards of static variables.

#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <climits>
#include <cstdarg>

#include "explore/real.hpp"
#include "explore/scheduler.hpp"
#include "explore/time.hpp"

namespace explore {
namespace {

// What each thread waits on.
std::array<const void*, kMostThreads> words;

bool is_woken(const Thread& thread) { return thread.woken; }

long failed(int error) {
  errno = error;
  return -1;
}

long wait(const int* word, int expected, Nanoseconds until) {
  turn({.action = Action::futex_wait, .object = word});
  if (std::atomic_ref(*const_cast<int*>(word)).load() != expected) {
    return failed(EAGAIN);
  }
  Thread& me = self();
  me.woken = false;
  words.at(me.number) = word;
  turn({.action = Action::wake_up, .object = word, .able = is_woken, .deadline = until});
  words.at(me.number) = nullptr;
  return me.woken ? 0 : failed(ETIMEDOUT);
}

long wake(const int* word, int most) {
  turn({.action = Action::futex_wake, .object = word});
  long woken = 0;
  for (;;) {
    unsigned waiting = 0;
    for (unsigned i = 0; i < kMostThreads; ++i) {
      waiting += words.at(i) == word && !thread(i).woken ? 1 : 0;
    }
    if (waiting == 0 || woken >= most) {
      break;
    }
    std::uint64_t chosen = dice(waiting);
    for (unsigned i = 0; i < kMostThreads; ++i) {
      if (words.at(i) == word && !thread(i).woken && chosen-- == 0) {
        thread(i).woken = true;
        ++woken;
        break;
      }
    }
  }
  turn({.action = Action::none});
  return woken;
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
  if (explore::active && number == SYS_futex) {
    explore::note_place(__builtin_return_address(0));
    return explore::futex(reinterpret_cast<int*>(given[0]), static_cast<int>(given[1]),
                          static_cast<int>(given[2]), reinterpret_cast<timespec*>(given[3]));
  }
  const long result =
      explore::raw_syscall(number, given[0], given[1], given[2], given[3], given[4], given[5]);
  if (result < 0 && result > -4096) {
    errno = static_cast<int>(-result);
    return -1;
  }
  return result;
}
