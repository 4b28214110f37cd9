#include "explore/time.hpp"

#include <sched.h>
#include <sys/time.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "explore/interpose.hpp"

namespace explore {
namespace {

constexpr Nanoseconds kSecond = 1'000'000'000;
// The system's clock is not the steady one: 2026-01-01.
constexpr Nanoseconds kSystemAhead = 1'767'225'600 * kSecond;
// Who looks at the clock in a loop must see it move.
constexpr Nanoseconds kLook = 1'000;

bool is_system(clockid_t clock) {
  return clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE;
}

Nanoseconds nanoseconds(const timespec& time) {
  if (time.tv_sec > kNever / kSecond / 4) {
    return kNever / 4;
  }
  return time.tv_sec * kSecond + time.tv_nsec;
}

timespec time_of(Nanoseconds time) { return {.tv_sec = time / kSecond, .tv_nsec = time % kSecond}; }

Nanoseconds look(clockid_t clock) {
  pass(kLook);
  return now() + (is_system(clock) ? kSystemAhead : 0);
}

bool never(const Thread& /*thread*/) { return false; }

int sleep_until(Nanoseconds time) {
  turn({.action = Action::sleep, .changes = false, .able = never, .deadline = time});
  return 0;
}

Nanoseconds after(Nanoseconds time) { return now() + std::clamp<Nanoseconds>(time, 0, kNever / 4); }

int sleep_by(clockid_t clock, int flags, const timespec& time) {
  return sleep_until((flags & TIMER_ABSTIME) != 0 ? deadline(clock, &time)
                                                  : after(nanoseconds(time)));
}

unsigned sleep_for(unsigned seconds) {
  sleep_until(after(seconds * kSecond));
  return 0;
}

int yield() {
  turn({.action = Action::yield, .changes = false, .spins = true});
  return 0;
}

}  // namespace

Nanoseconds deadline(clockid_t clock, const timespec* until) {
  if (until == nullptr) {
    return kNever;
  }
  return nanoseconds(*until) - (is_system(clock) ? kSystemAhead : 0);
}

clockid_t clock_of(const pthread_cond_t* condition) {
  // glibc: bit 1 of __wrefs says CLOCK_MONOTONIC.
  return (condition->__data.__wrefs & 2U) != 0 ? CLOCK_MONOTONIC : CLOCK_REALTIME;
}

}  // namespace explore

extern "C" {

int clock_gettime(clockid_t clock, timespec* time) noexcept {
  const bool shared = clock != CLOCK_PROCESS_CPUTIME_ID && clock != CLOCK_THREAD_CPUTIME_ID;
  if (explore::explored() && shared) {
    *time = explore::time_of(explore::look(clock));
    return 0;
  }
  static auto* const next = explore::real<decltype(clock_gettime)>("clock_gettime");
  return next(clock, time);
}

int gettimeofday(timeval* time, void* zone) noexcept {
  if (explore::explored()) {
    const explore::Nanoseconds seen = explore::look(CLOCK_REALTIME);
    *time = {.tv_sec = seen / explore::kSecond, .tv_usec = seen % explore::kSecond / 1'000};
    return 0;
  }
  static auto* const next = explore::real<decltype(gettimeofday)>("gettimeofday");
  return next(time, zone);
}

time_t time(time_t* out) noexcept {
  if (explore::explored()) {
    const time_t seen = explore::look(CLOCK_REALTIME) / explore::kSecond;
    if (out != nullptr) {
      *out = seen;
    }
    return seen;
  }
  static auto* const next = explore::real<decltype(time)>("time");
  return next(out);
}

int nanosleep(const timespec* time, timespec* left) {
  EXPLORED(nanosleep, sleep_until(explore::after(explore::nanoseconds(*time))), time, left);
}
int clock_nanosleep(clockid_t clock, int flags, const timespec* time, timespec* left) {
  EXPLORED(clock_nanosleep, sleep_by(clock, flags, *time), clock, flags, time, left);
}
int usleep(useconds_t time) {
  EXPLORED(usleep, sleep_until(explore::after(explore::Nanoseconds{time} * 1'000)), time);
}
unsigned sleep(unsigned seconds) { EXPLORED(sleep, sleep_for(seconds), seconds); }
int sched_yield() noexcept { EXPLORED(sched_yield, yield()); }

}  // extern "C"
