// What a program compiled with -fsanitize=thread calls at every access, in the
// names that the compiler gives it.

#include <cstddef>
#include <cstdint>
#include <cstring>

#include "explore/objects.hpp"
#include "explore/scheduler.hpp"
#include "explore/shadow.hpp"

namespace explore {
namespace {

constexpr unsigned kLooksThatSpin = 8;

// The compiler's numbers for std::memory_order.
constexpr int kConsume = 1;
constexpr int kAcquire = 2;
constexpr int kRelease = 3;
constexpr int kBoth = 4;

bool acquires(int order) { return order == kConsume || order == kAcquire || order >= kBoth; }
bool releases(int order) { return order == kRelease || order >= kBoth; }

void learn(const Object& object, int order) {
  Thread& me = self();
  (acquires(order) ? me.knows : me.acquired).join(object.released);
}

// `anew`: what was released before is not released any more.
void teach(Object& object, int order, bool anew) {
  Thread& me = self();
  if (anew) {
    object.released.clear();
  }
  object.released.join(releases(order) ? me.knows : me.released);
  me.knows.advance(me.number);
}

void look_again(const void* address, std::uint64_t value) {
  Thread& me = self();
  const bool same = me.looked_at == address && me.looked_for == value;
  me.looks = same ? me.looks + 1 : 0;
  me.looked_at = address;
  me.looked_for = value;
}

template <class T>
std::uint64_t as_number(T value) {
  std::uint64_t number = 0;
  std::memcpy(&number, &value, sizeof value < sizeof number ? sizeof value : sizeof number);
  return number;
}

template <class T>
T load(const volatile T* at, int order, const void* from) {
  const auto* const address = const_cast<const T*>(at);
  if (!active) {
    return __atomic_load_n(address, __ATOMIC_SEQ_CST);
  }
  note_place(from);
  Thread& me = self();
  turn({.action = Action::load,
        .object = address,
        .changes = false,
        .spins = me.looked_at == address && me.looks >= kLooksThatSpin});
  touch(address, sizeof(T), /*write=*/false, /*atomic=*/true, from);
  learn(object_at(address), order);
  const T value = __atomic_load_n(address, __ATOMIC_SEQ_CST);
  look_again(address, as_number(value));
  return value;
}

template <class T>
void store(volatile T* at, T value, int order, const void* from) {
  auto* const address = const_cast<T*>(at);
  if (active) {
    note_place(from);
    turn({.action = Action::store, .object = address});
    touch(address, sizeof(T), /*write=*/true, /*atomic=*/true, from);
    teach(object_at(address), order, /*anew=*/true);
    self().looks = 0;
    if (__atomic_load_n(address, __ATOMIC_SEQ_CST) != value) {
      note_change();
    }
  }
  __atomic_store_n(address, value, __ATOMIC_SEQ_CST);
}

// Reads and writes in one step.
template <class T, class Change>
T change(volatile T* at, int order, const void* from, const Change& apply) {
  auto* const address = const_cast<T*>(at);
  if (active) {
    note_place(from);
    Thread& me = self();
    turn({.action = Action::change,
          .object = address,
          .spins = me.looked_at == address && me.looks >= kLooksThatSpin});
    touch(address, sizeof(T), /*write=*/true, /*atomic=*/true, from);
    Object& object = object_at(address);
    learn(object, order);
    teach(object, order, /*anew=*/false);
  }
  const T before = __atomic_load_n(address, __ATOMIC_SEQ_CST);
  const T after = apply(before);
  __atomic_store_n(address, after, __ATOMIC_SEQ_CST);
  if (active) {
    if (after == before) {
      look_again(address, as_number(before));
    } else {
      self().looks = 0;
      note_change();
    }
  }
  return before;
}

template <class T>
int compare_exchange(volatile T* at, T* expected, T desired, int order, int failure,
                     const void* from) {
  auto* const address = const_cast<T*>(at);
  if (active) {
    note_place(from);
    Thread& me = self();
    turn({.action = Action::change,
          .object = address,
          .spins = me.looked_at == address && me.looks >= kLooksThatSpin});
  }
  const T before = __atomic_load_n(address, __ATOMIC_SEQ_CST);
  const bool same = std::memcmp(&before, expected, sizeof(T)) == 0;
  if (active) {
    touch(address, sizeof(T), /*write=*/same, /*atomic=*/true, from);
    Object& object = object_at(address);
    learn(object, same ? order : failure);
    if (same) {
      teach(object, order, /*anew=*/false);
      self().looks = 0;
      note_change();
    } else {
      look_again(address, as_number(before));
    }
  }
  if (same) {
    __atomic_store_n(address, desired, __ATOMIC_SEQ_CST);
    return 1;
  }
  *expected = before;
  return 0;
}

void fence(int order) {
  Thread& me = self();
  if (acquires(order)) {
    me.knows.join(me.acquired);
  }
  if (releases(order)) {
    me.released = me.knows;
    me.knows.advance(me.number);
  }
}

}  // namespace
}  // namespace explore

#define FROM __builtin_return_address(0)

extern "C" {

void __tsan_init() {}

void __tsan_func_entry(void* caller) {
  if (explore::active) {
    explore::Thread& me = explore::self();
    if (me.depth < me.stack.size()) {
      me.stack.at(me.depth) = reinterpret_cast<std::uintptr_t>(caller);
    }
    ++me.depth;
  }
}
void __tsan_func_exit() {
  if (explore::active && explore::self().depth > 0) {
    --explore::self().depth;
  }
}
void __tsan_ignore_thread_begin() {}
void __tsan_ignore_thread_end() {}

#define PLAIN(bytes)                                                                             \
  void __tsan_read##bytes(void* at) { explore::touch(at, bytes, false, false, FROM); }           \
  void __tsan_write##bytes(void* at) { explore::touch(at, bytes, true, false, FROM); }           \
  void __tsan_read_write##bytes(void* at) { explore::touch(at, bytes, true, false, FROM); }      \
  void __tsan_unaligned_read##bytes(void* at) { explore::touch(at, bytes, false, false, FROM); } \
  void __tsan_unaligned_write##bytes(void* at) { explore::touch(at, bytes, true, false, FROM); } \
  void __tsan_unaligned_read_write##bytes(void* at) {                                            \
    explore::touch(at, bytes, true, false, FROM);                                                \
  }
PLAIN(1)
PLAIN(2)
PLAIN(4)
PLAIN(8)
PLAIN(16)
#undef PLAIN

void __tsan_read_range(void* at, std::size_t bytes) {
  explore::touch(at, bytes, false, false, FROM);
}
void __tsan_write_range(void* at, std::size_t bytes) {
  explore::touch(at, bytes, true, false, FROM);
}
void __tsan_vptr_read(void** at) { explore::touch(at, sizeof *at, false, false, FROM); }
void __tsan_vptr_update(void** at, void* value) {
  if (*at != value) {
    explore::touch(at, sizeof *at, true, false, FROM);
  }
}
void* __tsan_memcpy(void* to, const void* from, std::size_t bytes) {
  explore::touch(from, bytes, false, false, FROM);
  explore::touch(to, bytes, true, false, FROM);
  return std::memcpy(to, from, bytes);
}
void* __tsan_memmove(void* to, const void* from, std::size_t bytes) {
  explore::touch(from, bytes, false, false, FROM);
  explore::touch(to, bytes, true, false, FROM);
  return std::memmove(to, from, bytes);
}
void* __tsan_memset(void* to, int value, std::size_t bytes) {
  explore::touch(to, bytes, true, false, FROM);
  return std::memset(to, value, bytes);
}

#define ATOMIC(bits, T)                                                                          \
  T __tsan_atomic##bits##_load(const volatile T* at, int order) {                                \
    return explore::load(at, order, FROM);                                                       \
  }                                                                                              \
  void __tsan_atomic##bits##_store(volatile T* at, T value, int order) {                         \
    explore::store(at, value, order, FROM);                                                      \
  }                                                                                              \
  T __tsan_atomic##bits##_exchange(volatile T* at, T value, int order) {                         \
    return explore::change(at, order, FROM, [&](T) { return value; });                           \
  }                                                                                              \
  T __tsan_atomic##bits##_fetch_add(volatile T* at, T value, int order) {                        \
    return explore::change(at, order, FROM, [&](T old) { return static_cast<T>(old + value); }); \
  }                                                                                              \
  T __tsan_atomic##bits##_fetch_sub(volatile T* at, T value, int order) {                        \
    return explore::change(at, order, FROM, [&](T old) { return static_cast<T>(old - value); }); \
  }                                                                                              \
  T __tsan_atomic##bits##_fetch_and(volatile T* at, T value, int order) {                        \
    return explore::change(at, order, FROM, [&](T old) { return static_cast<T>(old & value); }); \
  }                                                                                              \
  T __tsan_atomic##bits##_fetch_or(volatile T* at, T value, int order) {                         \
    return explore::change(at, order, FROM, [&](T old) { return static_cast<T>(old | value); }); \
  }                                                                                              \
  T __tsan_atomic##bits##_fetch_xor(volatile T* at, T value, int order) {                        \
    return explore::change(at, order, FROM, [&](T old) { return static_cast<T>(old ^ value); }); \
  }                                                                                              \
  T __tsan_atomic##bits##_fetch_nand(volatile T* at, T value, int order) {                       \
    return explore::change(at, order, FROM,                                                      \
                           [&](T old) { return static_cast<T>(~(old & value)); });               \
  }                                                                                              \
  int __tsan_atomic##bits##_compare_exchange_strong(volatile T* at, T* expected, T desired,      \
                                                    int order, int failure) {                    \
    return explore::compare_exchange(at, expected, desired, order, failure, FROM);               \
  }                                                                                              \
  int __tsan_atomic##bits##_compare_exchange_weak(volatile T* at, T* expected, T desired,        \
                                                  int order, int failure) {                      \
    return explore::compare_exchange(at, expected, desired, order, failure, FROM);               \
  }                                                                                              \
  T __tsan_atomic##bits##_compare_exchange_val(volatile T* at, T expected, T desired, int order, \
                                               int failure) {                                    \
    explore::compare_exchange(at, &expected, desired, order, failure, FROM);                     \
    return expected;                                                                             \
  }
ATOMIC(8, std::uint8_t)
ATOMIC(16, std::uint16_t)
ATOMIC(32, std::uint32_t)
ATOMIC(64, std::uint64_t)
#undef ATOMIC

void __tsan_atomic_thread_fence(int order) {
  if (explore::active) {
    explore::fence(order);
  }
}
void __tsan_atomic_signal_fence(int /*order*/) {}

}  // extern "C"
