// Whether anything in a program still moves.
//
// A program whose threads all sleep, and whose threads the kernel has not
// switched to since the last look, did nothing in between. If that goes on, it
// waits for itself. A busy machine does not confuse this: a thread that wants
// to run is not asleep.

#pragma once

#include <sys/types.h>

#include <map>

namespace sandbox {

// Threads of a process and of its descendants, with how often each was
// switched to.
struct Activity {
  bool all_asleep = false;
  std::map<pid_t, unsigned long> switches;

  bool operator==(const Activity&) const = default;
};

// ThreadSanitizer gives each process a thread of its own that never sleeps for long: the first
// one that the process starts, which no signal may interrupt.
enum class SanitizersThread { counts, is_left_out };

// A process that is gone or unreadable counts as awake.
Activity look_at(pid_t process, SanitizersThread sanitizers = SanitizersThread::counts);

}  // namespace sandbox
