// No test: the name puts the file among the objects of the test program.

#include "crash_point.hpp"

#include <dlfcn.h>
#include <pthread.h>
#include <semaphore.h>

#include <csignal>

#include "support/sanitizer.hpp"

namespace course {
namespace {

int calls_left = -1;
const std::atomic<bool>* deadly = nullptr;

}  // namespace

void die_before(int call) { calls_left = call; }
void die_once(const std::atomic<bool>& now) { deadly = &now; }

#if !COURSE_THREAD_SANITIZER
namespace {

void maybe_die() {
  if (calls_left == 0 || (deadly != nullptr && *deadly)) {
    raise(SIGKILL);
  }
  if (calls_left > 0) {
    --calls_left;
  }
}

template <class Function>
Function* library(const char* name) {
  return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

}  // namespace
#endif

}  // namespace course

#if !COURSE_THREAD_SANITIZER
extern "C" {

int pthread_mutex_unlock(pthread_mutex_t* mutex) noexcept {
  static auto* const next = course::library<int(pthread_mutex_t*)>("pthread_mutex_unlock");
  course::maybe_die();
  return next(mutex);
}

int sem_post(sem_t* semaphore) noexcept {
  static auto* const next = course::library<int(sem_t*)>("sem_post");
  course::maybe_die();
  return next(semaphore);
}

int pthread_cond_signal(pthread_cond_t* condition) noexcept {
  static auto* const next = course::library<int(pthread_cond_t*)>("pthread_cond_signal");
  course::maybe_die();
  return next(condition);
}

int pthread_cond_broadcast(pthread_cond_t* condition) noexcept {
  static auto* const next = course::library<int(pthread_cond_t*)>("pthread_cond_broadcast");
  course::maybe_die();
  return next(condition);
}

}  // extern "C"
#endif
