// What the judges hand on: one finding for each thing they looked at, good or
// bad. A finding that is not `passed` reads from top to bottom: what happened
// in the course's words, where, what to try next, how to see it again, and
// only then the raw evidence.

#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "course/exercise.hpp"
#include "judge/timeline.hpp"
#include "judge/verdict.hpp"

namespace judge {

// A place in a file of the course or of the submission. The file is relative
// to the folder that holds the exercises: "03-locks/bank.cpp".
struct Place {
  std::string file;
  int line = 0;
  std::string note;    // what happens there: "writes balance_ (thread T2)"; may be empty
  std::string source;  // the line itself, without its newline; may be empty
};

// Interval in which a value lies with 95 % confidence.
struct Interval {
  double low = 0;
  double high = 0;
};

// Seconds that one round took, and what else the machine did.
struct Round {
  double serial = 0;
  double attainable = 0;
  double yours = 0;
  double yours_cpu = 0;
  double foreign = 0;  // CPUs that other programs kept busy meanwhile; see sandbox/machine_load.hpp
};

struct SpeedMeasure {
  course::Bound bound = course::Bound::cpu;
  unsigned workers = 1;
  double full = 0;  // thresholds, as the manifest gives them
  double none = 0;
  double speedup = 0;     // serial / yours
  double attainable = 0;  // what this machine allowed in the same run
  Interval attainable_interval;
  double gain = 0;  // (speedup - 1) / (attainable - 1); of a floor row the speed-up itself
  Interval gain_interval;
  double cpu_share = 0;     // CPU time of the student's stretch over its wall time
  double foreign_load = 0;  // CPUs that other programs kept busy in the median round
  std::vector<Round> rounds;
};

// One step of a schedule.
struct ScheduleStep {
  unsigned thread = 0;  // 0: the test's own
  std::string what;     // "locks A"
  Place place;          // of the course or the submission
};

// What controlled schedules showed of one test.
struct Exploration {
  unsigned schedules = 0;  // that were run
  std::string seed;        // of one that failed; empty if none did
  // Of the schedule with the fewest switches that fails in the same way: what
  // concerns the places that its reader knows.
  std::vector<ScheduleStep> steps;
  std::vector<std::string> drawing;  // the same as lines of text, one column for each thread
};

struct Finding {
  Verdict verdict = Passed{};
  course::Part part = course::Part::tests;
  std::string subject;   // "FetchAll.KeepsOrder", a speed row's name, or "03-locks/bank.cpp"
  std::string headline;  // one sentence; empty if passed
  std::vector<Place> places;
  std::string advice;    // what to try next; may be empty
  std::string again;     // the command that shows it again; may be empty
  std::string evidence;  // raw: output, log; may be long and hostile
  std::chrono::milliseconds took{};
  std::optional<SpeedMeasure> speed;
  std::optional<Timeline> timeline{};  // of a test that makes one
  std::optional<Exploration> exploration{};
};

// A skeleton's answer to a test: not a mistake, but work that is still to do.
bool is_not_written_yet(const Finding& finding);

}  // namespace judge
