// No test: the name puts the file among the objects of the test program.

#include "lock_gate.hpp"

#include <dlfcn.h>
#include <pthread.h>

#include <utility>

#include "support/sanitizer.hpp"

namespace course {
namespace {

// What awaits this thread at its next lock.
thread_local LockGate* next_gate = nullptr;

}  // namespace

void LockGate::stop_me() { next_gate = this; }

bool LockGate::wait_for_thread() { return !COURSE_THREAD_SANITIZER && came_.wait(); }

}  // namespace course

#if !COURSE_THREAD_SANITIZER
extern "C" int pthread_mutex_lock(pthread_mutex_t* mutex) noexcept {
  static const auto library_lock =
      reinterpret_cast<decltype(&pthread_mutex_lock)>(dlsym(RTLD_NEXT, "pthread_mutex_lock"));
  // Forgotten at once: the gate takes locks as well.
  if (course::LockGate* const gate = std::exchange(course::next_gate, nullptr)) {
    gate->pass();
  }
  return library_lock(mutex);
}
#endif
