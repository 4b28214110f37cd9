// Threads: created, joined, detached, and gone only once their thread-local
// objects are destroyed.

#include <pthread.h>

#include <cerrno>
#include <climits>
#include <cstdint>

#include "explore/interpose.hpp"

namespace explore {
namespace {

struct Start {
  void* (*routine)(void*);
  void* argument;
  Thread* thread;
};
// One for each thread: nothing is allocated.
Start starts[kMostThreads];

// Destructors of keys run after those of thread_local objects, round by round.
// In the last round the thread has nothing left to do.
pthread_key_t last_will;

void die(void* round) {
  const auto next = reinterpret_cast<std::uintptr_t>(round) + 1;
  if (next < PTHREAD_DESTRUCTOR_ITERATIONS) {
    pthread_setspecific(last_will, reinterpret_cast<void*>(next));
    return;
  }
  self().pending = {.action = Action::end};
  retire();
}

EXPLORE_EDGE void* run(void* given) {
  const Start start = *static_cast<Start*>(given);
  report_for_duty(*start.thread);
  pthread_setspecific(last_will, reinterpret_cast<void*>(std::uintptr_t{1}));
  return start.routine(start.argument);
}

bool has_finished(const Thread& waiting) {
  return thread(static_cast<unsigned>(waiting.pending.argument)).finished;
}

int create(pthread_t* handle, const pthread_attr_t* attributes, void* (*routine)(void*),
           void* argument) {
  static auto* const next = real<decltype(pthread_create)>("pthread_create");
  static const bool has_key = pthread_key_create(&last_will, die) == 0;
  static_cast<void>(has_key);
  Thread& me = self();
  turn({.action = Action::create});
  Thread& child = enlist();
  child.knows.join(me.knows);
  me.knows.advance(me.number);
  Start& start = starts[child.number];
  start = {.routine = routine, .argument = argument, .thread = &child};
  const int error = next(handle, attributes, run, &start);
  if (error != 0) {
    dismiss(child);
    return error;
  }
  child.handle = *handle;
  int state = PTHREAD_CREATE_JOINABLE;
  if (attributes != nullptr) {
    pthread_attr_getdetachstate(attributes, &state);
  }
  child.detached = state == PTHREAD_CREATE_DETACHED;
  turn({.action = Action::none});  // the child may be quicker
  return 0;
}

int join(pthread_t handle, void** result) {
  static auto* const next = real<decltype(pthread_join)>("pthread_join");
  Thread* const target = thread_of(handle);
  if (target == nullptr) {
    return ESRCH;
  }
  if (target == &self()) {
    return EDEADLK;
  }
  turn(
      {.action = Action::join, .object = target, .able = has_finished, .argument = target->number});
  self().knows.join(target->knows);
  dismiss(*target);
  return next(handle, result);
}

int detach(pthread_t handle) {
  static auto* const next = real<decltype(pthread_detach)>("pthread_detach");
  if (Thread* const target = thread_of(handle)) {
    turn({.action = Action::detach, .object = target});
    target->detached = true;
  }
  return next(handle);
}

}  // namespace
}  // namespace explore

extern "C" {

int pthread_create(pthread_t* handle, const pthread_attr_t* attributes, void* (*routine)(void*),
                   void* argument) {
  EXPLORED(pthread_create, create(handle, attributes, routine, argument), handle, attributes,
           routine, argument);
}
int pthread_join(pthread_t handle, void** result) {
  EXPLORED(pthread_join, join(handle, result), handle, result);
}
int pthread_detach(pthread_t handle) noexcept { EXPLORED(pthread_detach, detach(handle), handle); }

}  // extern "C"
