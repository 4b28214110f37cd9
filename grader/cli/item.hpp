// One piece of work on its way through the grader: what was built of it, and
// what each kind of evidence found.

#pragma once

#include <array>
#include <atomic>
#include <memory>
#include <optional>
#include <variant>
#include <vector>

#include "build/workshop.hpp"
#include "cli/grading.hpp"
#include "course/exercise.hpp"
#include "judge/finding.hpp"
#include "judge/sources.hpp"
#include "submission/submission.hpp"

namespace cli {

inline constexpr std::array kProfiles{build::Profile::plain, build::Profile::tsan,
                                      build::Profile::bench};

// Jobs that run at the same time write to different elements of it.
struct Item {
  // What was handed in, or why it is refused.
  Item(const Work& work, const course::Catalogue& catalogue, const build::Prebuilt& prebuilt);

  // Forgets what was found, and keeps what was built.
  void start_again();

  const course::Exercise& exercise() const { return *work->exercise; }
  bool wants(course::Part part) const;
  // And more of it. Thread-safe.
  bool wants_more(course::Part part) const;
  bool wants(const course::SpeedRow& row) const;
  bool wants_tsan() const;

  // Null: not built, or not yet.
  const build::Program* program(build::Profile profile) const;
  // What is tested must be what is looked at for races, and what is timed.
  bool is_same_code(build::Profile profile) const;
  // Null too if it must not run: the plain objects are the ones that are inspected,
  // and stand for those of the same code. Ask once both are built.
  const build::Program* inspected(build::Profile profile) const;
  // All tests passed, and there are rows to time.
  bool is_fit_for_timing() const;

  // Schedules of what is not written yet, or of what takes all it can get, say nothing.
  bool is_worth_exploring() const;

  // Nothing if it was, or if nobody has tried yet. Other profiles may be under way.
  std::optional<judge::Finding> why_not_built(build::Profile profile) const;

  // What takes the place of all other findings; empty if nothing.
  std::vector<judge::Finding> what_was_not_built() const;

  // Everything that was found, for the last time.
  Graded finish();

  const Work* work;
  std::size_t index = 0;  // of the work
  std::uint64_t times_graded = 0;
  std::vector<course::Test> to_run;
  std::vector<course::Test> to_explore;
  std::unique_ptr<build::Workshop> workshop;  // null: not submitted
  std::optional<judge::Sources> sources;
  std::vector<judge::Finding> refusals;
  submission::Submission submitted;  // empty if refused
  std::array<std::variant<std::monostate, build::Program, build::BuildFailure, build::Breaches>,
             kProfiles.size()>
      built;
  bool includes_are_known = false;
  std::optional<build::BuildFailure> missing_include;
  std::vector<judge::Finding> tests;  // one for each to run; those that were not have no subject
  std::vector<std::optional<judge::Finding>> races;
  std::vector<judge::Finding> schedules;  // one for each to explore, as in tests
  std::vector<judge::Finding> speed;      // one for each row

  std::atomic<bool> failed = false;   // not built, or a test did not pass: nothing will be timed
  std::atomic<bool> overran = false;  // a test took more than it may: no other one is started
  std::atomic<std::size_t> tests_left = 0;
  std::atomic<std::size_t> jobs_left = 0;     // that were added for it and have not returned
  std::atomic<int> needed_for_schedules = 0;  // both programs, so that one is inspected
  std::atomic<int> needed_for_races = 0;      // the tests' results, and the sanitizer's program
};

}  // namespace cli
