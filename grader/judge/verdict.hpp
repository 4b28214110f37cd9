// What a piece of evidence says. A closed set, never a bool: unknown is not
// passed, and a machine's weakness is not a student's failure.

#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>

namespace judge {

struct Passed {
  bool operator==(const Passed&) const = default;
};
struct Failed {
  bool operator==(const Failed&) const = default;
};
struct Crashed {
  int signal = 0;  // 0: died some other way than by a signal
  bool operator==(const Crashed&) const = default;
};
struct TimedOut {
  bool operator==(const TimedOut&) const = default;
};
struct Raced {
  bool operator==(const Raced&) const = default;
};
struct Deadlocked {
  bool operator==(const Deadlocked&) const = default;
};
struct ExitedEarly {
  bool operator==(const ExitedEarly&) const = default;
};
struct Leaked {
  std::string what;  // "1 thread, 2 file descriptors"
  bool operator==(const Leaked&) const = default;
};
struct Slow {
  bool operator==(const Slow&) const = default;
};
struct TooFast {
  bool operator==(const TooFast&) const = default;
};
struct Forbidden {
  std::string what;  // "_exit", "inline assembly"
  bool operator==(const Forbidden&) const = default;
};
struct NotBuilt {
  bool operator==(const NotBuilt&) const = default;
};
struct NotSubmitted {
  bool operator==(const NotSubmitted&) const = default;
};
struct Inconclusive {
  bool operator==(const Inconclusive&) const = default;
};
struct NotMeasured {
  std::string why;
  bool operator==(const NotMeasured&) const = default;
};

using Verdict =
    std::variant<Passed, Failed, Crashed, TimedOut, Raced, Deadlocked, ExitedEarly, Leaked, Slow,
                 TooFast, Forbidden, NotBuilt, NotSubmitted, Inconclusive, NotMeasured>;

// The verdict's name in reports and manifests: "timed_out".
std::string_view name(const Verdict& verdict);

// The verdict in words, details included: "crashed (SIGSEGV)".
std::string describe(const Verdict& verdict);

bool passed(const Verdict& verdict);

// A place in the order of what to see to first, 0 before 1: what keeps all else
// from being judged, then what ends a test wrongly, then what a test says, then
// what other judges say. What the machine could not tell comes late, `passed`
// last.
std::size_t urgency(const Verdict& verdict);

// True if the machine could not tell: costs no points and gives none.
bool undecided(const Verdict& verdict);

// "SIGSEGV" for 11; "signal 99" for what has no name.
std::string signal_name(int signal);

}  // namespace judge
