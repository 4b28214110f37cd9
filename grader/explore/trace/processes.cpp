// Processes: forked, waited for, ended; and what they tell each other through pipes.

#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "explore/trace/hook.hpp"

namespace explore::trace {
namespace {

pid_t reaped(const void* caller, auto next) {
  const Break pause;
  const pid_t child = next();
  if (child > 0) {
    record({.cpu = pause.cpu(),
            .wall = wall_now(),
            .object = static_cast<std::uint64_t>(child),
            .aside = pause.length(),
            .place = place_of(caller),
            .kind = Kind::reap});
  }
  return child;
}

// Both ends of a pipe have its number; 0 for whatever is none.
std::uint64_t pipe_of(int descriptor) {
  struct stat status{};
  return ::fstat(descriptor, &status) == 0 && S_ISFIFO(status.st_mode)
             ? (static_cast<std::uint64_t>(status.st_dev) << 48U) ^ status.st_ino
             : 0;
}

ssize_t transfer(int descriptor, Kind kind, const void* caller, auto next) {
  const Break pause;
  const std::uint64_t pipe = pipe_of(descriptor);
  const std::uint64_t before = wall_now();
  const std::uint32_t looked = pause.length();
  const ssize_t bytes = next();
  if (pipe != 0 && bytes > 0) {
    record({.cpu = pause.cpu(),
            .wall = kind == Kind::write ? before : wall_now(),
            .object = pipe,
            .other = static_cast<std::uint64_t>(bytes),
            .aside = looked,
            .place = place_of(caller),
            .kind = kind,
            .flags = kShared});
  }
  return bytes;
}

[[noreturn]] void leave(int code) {
  end_thread();
  tell_all();
  for (;;) {
    explore::raw_syscall(SYS_exit_group, code, 0, 0, 0, 0, 0);
  }
}

}  // namespace
}  // namespace explore::trace

extern "C" {

pid_t fork() noexcept {
  using namespace explore::trace;
  TRACE_NEXT(fork);
  const Break pause;
  const std::uint32_t number = new_thread();
  Chunk* const chunk = new_chunk(number);
  const std::uint16_t place = whole_place_of(caller);
  Record told{.cpu = pause.cpu(),
              .wall = wall_now(),
              .other = number,
              .aside = pause.length(),
              .place = place,
              .kind = Kind::fork,
              .flags = kShared};
  const pid_t child = next();
  if (child == 0) {
    begin_thread(chunk, static_cast<std::uint64_t>(::getpid()), 0);
  } else if (child > 0) {
    told.object = static_cast<std::uint64_t>(child);
    record(told);
  }
  return child;
}

pid_t waitpid(pid_t child, int* status, int options) {
  TRACE_NEXT(waitpid, child, status, options);
  return explore::trace::reaped(caller, [&] { return next(child, status, options); });
}
pid_t wait(int* status) {
  TRACE_NEXT(wait, status);
  return explore::trace::reaped(caller, [&] { return next(status); });
}
pid_t wait4(pid_t child, int* status, int options, rusage* usage) noexcept {
  TRACE_NEXT(wait4, child, status, options, usage);
  return explore::trace::reaped(caller, [&] { return next(child, status, options, usage); });
}

ssize_t read(int descriptor, void* buffer, size_t size) {
  TRACE_NEXT(read, descriptor, buffer, size);
  return explore::trace::transfer(descriptor, explore::trace::Kind::read, caller,
                                  [&] { return next(descriptor, buffer, size); });
}
ssize_t write(int descriptor, const void* buffer, size_t size) {
  TRACE_NEXT(write, descriptor, buffer, size);
  return explore::trace::transfer(descriptor, explore::trace::Kind::write, caller,
                                  [&] { return next(descriptor, buffer, size); });
}

void _exit(int code) { explore::trace::leave(code); }
void _Exit(int code) noexcept { explore::trace::leave(code); }

}  // extern "C"
