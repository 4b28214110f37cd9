// What the runtime of controlled schedules says of a program, line by line.
//
// The program never holds the descriptor that these lines come through, but
// what it says of itself is passed on in one of them: `said` is data.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace judge {

// Addresses of calls in the program's file, the innermost first.
using CallSites = std::vector<std::uint64_t>;

struct ExplorerStep {
  unsigned thread = 0;
  std::string action;   // "lock", "notify_one"
  unsigned object = 0;  // in the order of first use; 0: none
  bool late = false;    // went on because its time was up
  CallSites at;
};

// A thread that can never go on.
struct ExplorerWait {
  unsigned thread = 0;
  std::string action;
  unsigned object = 0;
  std::optional<unsigned> holder;  // thread that has what it waits for
  std::optional<unsigned> since;   // the step at which the holder took it, skipped ones counted
  CallSites at;
};

struct ExplorerAccess {
  unsigned thread = 0;
  bool write = false;
  bool atomic = false;
  CallSites at;
};

// The last notification of an object that somebody waits for came before the wait.
struct LostWakeup {
  unsigned object = 0;
  unsigned step = 0;
};

struct ExplorerThrow {
  unsigned thread = 0;
  bool ends = false;  // the program: nobody catches it
  CallSites at;
};

struct ExplorerFailure {
  // deadlock, livelock, race, failed, crashed, exited, not modelled
  std::string kind;
  std::string seed;
  bool confirmed = false;  // the same seed failed in the same way again
  int signal = 0;
  std::string reason;
  std::string said;      // the test's own result
  unsigned skipped = 0;  // steps before the first of these
  std::vector<ExplorerStep> steps;
  std::vector<ExplorerWait> waiting;
  std::vector<ExplorerAccess> race;
  std::optional<LostWakeup> lost;
  std::optional<ExplorerThrow> thrown;  // the last exception
};

struct ExplorerSummary {
  unsigned schedules = 0;
  unsigned failures = 0;
};

using ExplorerLine = std::variant<ExplorerFailure, ExplorerSummary>;

// The step that the log counts as `number`; null if it is not told.
const ExplorerStep* step_of(const ExplorerFailure& failure, unsigned number);

// Nothing if it is no such line.
std::optional<ExplorerLine> read_explorer_line(std::string_view line);

}  // namespace judge
