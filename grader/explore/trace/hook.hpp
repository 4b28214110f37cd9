// What stands in the place of a function of the C library: the function itself, with a
// record beside it.

#pragma once

#include "explore/real.hpp"
#include "explore/trace/recorder.hpp"

// `next` is the C library's function; it is all that is called while nothing is recorded.
#define TRACE_NEXT(name, ...)                                     \
  static auto* const next = explore::real<decltype(name)>(#name); \
  if (!explore::trace::recorded()) {                              \
    return next(__VA_ARGS__);                                     \
  }                                                               \
  const void* const caller = __builtin_return_address(0)

namespace explore::trace {

inline std::uint64_t number_of(const void* object) {
  return reinterpret_cast<std::uint64_t>(object);
}

inline std::uint8_t shared_if(bool shared) { return shared ? kShared : std::uint8_t{0}; }

}  // namespace explore::trace
