// Processes that outlive their run, where no bubblewrap takes them along: a
// daemon leaves its process group and its parents, and nobody finds it by
// kinship.
//
// Every run carries a tag of its own in its environment, and so does whatever it
// starts. At the end of a run everything with its tag is ended; a guard, a
// process of its own, does the same for all runs if the grader dies by SIGKILL.
//
// This finds accidents and simple tricks. A program that wipes or hides its
// environment (execve without it, prctl), or ends the guard, escapes: only
// isolation stops that.

#pragma once

#include <sys/types.h>

#include <atomic>
#include <string>
#include <string_view>

#include "sandbox/descriptor.hpp"

namespace sandbox {

// The environment variable that holds the tag.
inline constexpr std::string_view kRunTag = "COURSE_RUN";

// Ends all processes whose tag begins with `tag`, and returns when they are
// gone or 10 s are over. No process but a tagged one is touched.
void end_strays(const std::string& tag);

// Tags for the runs of this grader, and the guard that ends what carries them.
class Strays {
 public:
  // Starts the guard: forks, so make it before there are threads. Throws
  // std::system_error.
  Strays();
  // Ends the guard, which ends what is left.
  ~Strays();
  Strays(const Strays&) = delete;
  Strays& operator=(const Strays&) = delete;

  // Another one each time; none is the beginning of another. Thread-safe.
  std::string next_tag();

 private:
  std::string session_;
  std::atomic<unsigned> runs_{0};
  Descriptor alive_;  // breaks when this process is gone
  pid_t guard_ = -1;
};

}  // namespace sandbox
