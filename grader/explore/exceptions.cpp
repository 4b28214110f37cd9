// Where the last exception came from: what it ends, or what reports it, is often
// far from there.

#include <typeinfo>

#include "explore/interpose.hpp"

extern "C" {

[[noreturn]] void __cxa_throw(void* exception, std::type_info* type, void (*destroy)(void*)) {
  if (explore::explored()) {
    explore::note_throw(__builtin_return_address(0));
  }
  using Throw = void(void*, std::type_info*, void (*)(void*));
  static auto* const next = explore::real<Throw>("__cxa_throw");
  next(exception, type, destroy);
  __builtin_unreachable();
}

}  // extern "C"
