// How much of the machine a program takes: its threads and its memory, those
// of its descendants included.
//
// Memory is what the processes hold in RAM and made themselves: private pages
// and pages of shared memory (RssAnon and RssShmem). A page that several
// processes map counts once for each. Pages of files do not count: the kernel
// can have them back. That is true of programs under ThreadSanitizer as well,
// whose address space says nothing.
//
// A daemon is a descendant only while some ancestor adopts it: inside
// bubblewrap always, without it never.

#pragma once

#include <sys/types.h>

#include <cstddef>
#include <vector>

namespace sandbox {

struct Footprint {
  std::size_t threads = 0;  // of all processes; a process that nobody reaped is one
  std::size_t memory_bytes = 0;
  std::vector<pid_t> processes;  // `process` first, parents before children
};

// Stops at more than `most_threads`, so that it costs little whatever the
// program does. Processes may vanish meanwhile.
Footprint footprint_of(pid_t process, std::size_t most_threads);

}  // namespace sandbox
