// A program's speed-up, judged by running it a few times: the runs are recorded, the
// record of the quietest is taken apart (trace.hpp), and its places get their lines.

#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "judge/finding.hpp"
#include "judge/sources.hpp"
#include "judge/timeline.hpp"
#include "judge/trace.hpp"
#include "sandbox/runner.hpp"

namespace judge {

struct TracedThreadName {
  std::uint16_t place = 0;  // where it was created; 0: the program's first
  bool process = false;
};

struct TracedProgram {
  TraceEstimate estimate;
  std::map<std::uint16_t, Place> places;
  std::vector<TracedThreadName> threads;
  Timeline timeline;  // the replay on as many cores as there are here
  Inflation inflation;
  TraceBurden burden;
  unsigned cpus = 1;
  unsigned runs = 0;       // on all CPUs; as many on one
  double recording = 0;    // CPU time that records took, as a share of the work
  double foreign = 0;      // CPUs that others kept busy
  double wall_on_all = 0;  // ns, of the quickest run
  double wall_alone = 0;
  std::optional<double> measured;  // speed-up against one CPU; nothing where others were busy
};

// Why there is nothing to tell: a sentence without its end, and what to do.
struct NoTrace {
  std::string what;
};

struct TraceRuns {
  unsigned cpus = 1;
  unsigned most = 3;                   // runs
  std::chrono::seconds budget{10};     // no further run begins after it
  std::chrono::seconds deadline{120};  // of one run
};

// `command` says how the program is run once; it must be linked with the recording
// runtime. `symbolizer` names lines of it.
std::variant<TracedProgram, NoTrace> trace_program(sandbox::Command command, const TraceRuns& runs,
                                                   const std::string& symbolizer,
                                                   const Sources& sources,
                                                   const sandbox::Runner& runner);

// Who was at work when in a replay, and who waited; at most `most` lanes.
Timeline timeline_of(const Replay& replay, std::size_t threads, std::size_t cores,
                     std::size_t most = 24);

}  // namespace judge
