// Evidence from controlled schedules: one test, run in many orders of its
// threads.
//
// What goes wrong is confirmed by the runtime before it is reported, with the
// seed that shows it again. No failure in so many schedules is no proof.

#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "build/symbols.hpp"
#include "build/workshop.hpp"
#include "judge/explorer_log.hpp"
#include "judge/finding.hpp"
#include "judge/sources.hpp"
#include "judge/test_result.hpp"

namespace judge {

// How the exploration of one test went.
struct ExploredRun {
  sandbox::Run run;
  std::optional<ExplorerFailure> failure;
  std::optional<TestResult> result;  // of the schedule that failed, if its test came to its end
  std::optional<ExplorerSummary> summary;  // arrived last: all schedules were run
  std::map<std::uint64_t, std::vector<build::CodeLine>> lines;  // for the failure's call sites
};

// Which schedules.
struct Schedules {
  unsigned count = 0;
  bool whole = false;              // a failure is told as it was, and not made shorter
  std::string replay{};            // a seed: exactly that schedule
  std::uint64_t first = 1;         // number of the first
  std::string strategy{};          // random, pos, pct2, ...; empty: a mix of all
  std::string adversary{};         // "time", "wakeups", "time,wakeups"; empty: none
  std::chrono::seconds budget{0};  // no schedule begins after it; 0: none
};

// Runs a program that can be explored, as often as `schedules` says. `command`
// says how it is run once; its limits and its channel are set here.
// `symbolizer` names lines of it.
ExploredRun explore(sandbox::Command command, const Schedules& schedules,
                    const std::string& symbolizer, const sandbox::Runner& runner);

// Runs one test of `program`, which must be one that can be explored. `scratch`
// is an empty folder that it may use.
ExploredRun explore_test(const build::Program& program, const course::Test& test,
                         const Schedules& schedules, const std::filesystem::path& scratch,
                         const sandbox::Runner& runner);

// What an exploration showed, of whatever program. Pure but for reading source lines.
Finding judge_exploration(const ExploredRun& run, const Sources& sources);

// The finding of part `schedules` for one test.
Finding judge_schedules(const course::Exercise& exercise, const course::Test& test,
                        const ExploredRun& run, const Sources& sources);

}  // namespace judge
