// What the first lines of a wrong submission say the grader must find:
//
//   // expect: raced Counter        the verdict, and where (may be left out)
//   // passes: tests speed          parts that must earn all their points
//   // schedules: deadlocked failed what controlled schedules must find besides: any of these
//
// The second and third line may be left out. A document says it in a comment:
// <!-- // expect: failed 19-pipeline/REPORT.md -->

#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "course/exercise.hpp"
#include "report/report.hpp"

namespace cli {

struct Expectation {
  std::string verdict;  // a name of judge::Verdict; "passed" for a solution
  // A suite, a test, a speed row, or what is forbidden; empty: any.
  std::string subject;
  std::vector<course::Part> passes;
  std::vector<std::string> schedules{};  // verdicts, of which schedules must find one

  bool passes_part(course::Part part) const;
};

// Reads the first file of `folder` that begins with an expectation. Throws
// course::CourseError if there is none or it is malformed.
Expectation read_expectation(const std::filesystem::path& folder);

// True if this finding is the expected one, or the one that schedules must find besides.
bool is_expected(const judge::Finding& finding, const Expectation& expected);
bool is_expected_of_schedules(const judge::Finding& finding, const Expectation& expected);

// What is not as expected, in words; empty if all is.
std::string disagreement(const Expectation& expected, const report::ExerciseReport& got);

}  // namespace cli
