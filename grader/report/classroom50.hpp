// The report as Classroom 50's result.json.

#pragma once

#include <string>

#include "report/report.hpp"

namespace report {

// Whose result it is: what the report cannot know. Classroom 50's runner tells it.
struct Classroom50Identity {
  std::string classroom{};        // "concurrency-2026"
  std::string assignment{};       // "locks"
  std::string assignment_type{};  // "individual", "group" or "team"
  std::string owner{};            // of the repository
  std::string submission{};       // the tag: "submit/2026-01-31T12-00-00Z-a1b2c3d"
  std::string commit{};           // these are links
  std::string release{};
  std::string review{};
};

// Schema classroom50/result/v1, with a test for each part of each exercise; what is
// wrong stands in its `output`, a field that the schema lets through. Points that this
// machine could not measure are in neither score nor maximum; `not-measured` counts
// them. `datetime` is when grading began; the runner puts the commit's time in its place.
std::string classroom50(const Report& report, const Classroom50Identity& identity);

}  // namespace report
