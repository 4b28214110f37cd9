// The guarded entry of a course program: what main calls before anything else, if
// an exercise defines it.
//
// Programs that start themselves anew, as workers, need it. Where it gives a code,
// main returns that at once; where it gives nothing, main goes on.

#pragma once

#include <cstdlib>
#include <optional>

namespace course::support {

[[gnu::weak]] std::optional<int> guarded_entry(int argc, char** argv);

// For main. What this program starts does not have its line to the grader, and must
// not take for it what else has its number there.
inline std::optional<int> enter_guarded(int argc, char** argv) {
  if (guarded_entry == nullptr) {
    return std::nullopt;
  }
  unsetenv("COURSE_RESULT_FD");  // NOLINT(concurrency-mt-unsafe): one thread yet
  return guarded_entry(argc, argv);
}

}  // namespace course::support
