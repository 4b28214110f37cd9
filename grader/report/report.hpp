// Everything that one run of the grader found. Every output is rendered from
// this value and from nothing else.

#pragma once

#include <string>
#include <vector>

#include "course/exercise.hpp"
#include "judge/finding.hpp"
#include "score/grade.hpp"

namespace report {

struct Machine {
  std::string system;     // "Debian GNU/Linux 12 (bookworm), x86_64"
  std::string compiler;   // "Debian clang version 19.1.7 (3~deb12u1)"
  unsigned cpus = 0;      // that affinity and control groups really give
  std::string isolation;  // "bubblewrap", or "reduced: ..." with the reason
  std::string node{};     // its name, where there are several; else empty

  // "node7, Debian GNU/Linux 12 (bookworm), x86_64".
  std::string place() const { return node.empty() ? system : node + ", " + system; }
};

struct ExerciseReport {
  course::Exercise exercise;
  score::Grade grade;
  std::vector<judge::Finding> findings;
  double seconds = 0;  // wall time spent on it
};

struct Report {
  std::string grader_version;
  std::string submission;  // as the user named it: "exercises", "solutions", "alice.zip"
  std::string started;     // UTC, ISO 8601: "2026-01-31T12:00:00Z"
  double seconds = 0;
  Machine machine;
  std::vector<ExerciseReport> exercises;

  int earned() const;
  int possible() const;
  int not_measured() const;
};

}  // namespace report
