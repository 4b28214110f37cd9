// Evidence from one test in a process of its own.
//
// A test passes only if all of this holds: its process exited with 0,
// GoogleTest's premature-exit file is gone, the signed result of exactly this
// test arrived and says so, and nothing was left behind.

#pragma once

#include "build/workshop.hpp"
#include "course/exercise.hpp"
#include "judge/finding.hpp"
#include "judge/sources.hpp"
#include "judge/test_result.hpp"
#include "sandbox/runner.hpp"

namespace judge {

// The exit code of a program that ThreadSanitizer has reported something about, or has given up.
inline constexpr int kSanitizerExit = 66;

// How one test's process went, in any profile.
struct TestRun {
  sandbox::Run run;
  std::optional<TestResult> result;  // signed by this run
  bool premature_exit = false;
  std::string logs;  // what sanitizers wrote, all processes of the test together
};

// Runs one test of `program`. `scratch` is an empty folder that it may use.
TestRun run_test(const build::Program& program, const course::Test& test,
                 const std::filesystem::path& scratch, const sandbox::Runner& runner);

// The verdict on a run of `test`, sanitizers aside. Pure but for reading source lines.
Finding judge_test(const course::Exercise& exercise, const course::Test& test, const TestRun& run,
                   const Sources& sources);

// For a test that is not run any more, because another one of this submission
// was stopped: what takes too much once would do so again and again.
Finding not_run_any_more(const course::Test& test);

}  // namespace judge
