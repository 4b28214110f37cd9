// What stands in the place of a function of the C library.

#pragma once

#include "explore/real.hpp"
#include "explore/scheduler.hpp"

// The model, with the place that the program called from; or the C library while
// nothing is explored.
#define EXPLORED(name, model, ...)                                  \
  do {                                                              \
    if (explore::explored()) {                                      \
      explore::note_place(__builtin_return_address(0));             \
      return explore::model;                                        \
    }                                                               \
    static auto* const next = explore::real<decltype(name)>(#name); \
    return next(__VA_ARGS__);                                       \
  } while (false)
