// Virtual time: what the clocks say while a schedule runs.

#pragma once

#include <pthread.h>

#include <ctime>

#include "explore/scheduler.hpp"

namespace explore {

// When virtual time has come to `until` on `clock`; kNever without `until`.
Nanoseconds deadline(clockid_t clock, const timespec* until);

// The clock that a condition variable was made for.
clockid_t clock_of(const pthread_cond_t* condition);

}  // namespace explore
