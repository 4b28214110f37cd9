// What a started program can reach: with bubblewrap a read-only system, a
// private /tmp and /dev/shm of 64 MiB each (where bubblewrap is 0.7.0 or newer),
// its own processes, no network and no privileges; without it, everything that
// the user can.

#pragma once

#include <string>
#include <vector>

#include "sandbox/interrupt.hpp"
#include "sandbox/run.hpp"

namespace sandbox {

class Isolation {
 public:
  // Tries bubblewrap once with a program that does nothing.
  static Isolation detect(const Interrupt& interrupt);
  static Isolation none(std::string reason);

  bool is_full() const { return !bubblewrap_.empty(); }

  // "bubblewrap", or "reduced: bubblewrap is not installed".
  std::string describe() const;

  // The arguments that start `command` inside.
  std::vector<std::string> wrap(const Command& command) const;

 private:
  std::string bubblewrap_;  // path; empty if it cannot be used
  bool can_count_ = false;  // the kernel counts processes for each sandbox
  bool sized_ = true;       // it can limit the size of /tmp
  std::string reason_;      // why it cannot
};

}  // namespace sandbox
