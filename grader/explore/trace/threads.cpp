// Threads: created, joined, and their end.

#include <pthread.h>

#include "explore/trace/hook.hpp"

namespace explore::trace {
namespace {

// Its destructor runs after those of thread_local objects.
pthread_key_t last_will;

void die(void* /*chunk*/) { end_thread(); }

EXPLORE_EDGE void* run(void* given) {
  Chunk* const chunk = static_cast<Chunk*>(given);
  begin_thread(chunk, static_cast<std::uint64_t>(pthread_self()), 0);
  pthread_setspecific(last_will, chunk);
  return chunk->routine(chunk->argument);
}

}  // namespace
}  // namespace explore::trace

extern "C" {

int pthread_create(pthread_t* handle, const pthread_attr_t* attributes, void* (*routine)(void*),
                   void* argument) {
  using namespace explore::trace;
  TRACE_NEXT(pthread_create, handle, attributes, routine, argument);
  static const bool has_key = pthread_key_create(&last_will, die) == 0;
  static_cast<void>(has_key);
  const Break pause;
  const std::uint32_t child = new_thread();
  Chunk* const chunk = new_chunk(child);
  if (chunk == nullptr) {
    return next(handle, attributes, routine, argument);
  }
  chunk->routine = routine;
  chunk->argument = argument;
  const std::uint16_t place = whole_place_of(caller);
  // What creating costs is the program's own work.
  record({.cpu = pause.cpu(),
          .wall = wall_now(),
          .other = child,
          .aside = pause.length(),
          .place = place,
          .kind = Kind::create});
  const Aside aside;
  return next(handle, attributes, run, chunk);
}

int pthread_join(pthread_t thread, void** result) {
  using namespace explore::trace;
  TRACE_NEXT(pthread_join, thread, result);
  const Break pause;
  const std::uint16_t place = whole_place_of(caller);
  const int error = next(thread, result);
  if (error == 0) {
    record({.cpu = pause.cpu(),
            .wall = wall_now(),
            .object = static_cast<std::uint64_t>(thread),
            .aside = pause.length(),
            .place = place,
            .kind = Kind::join});
  }
  return error;
}

}  // extern "C"
