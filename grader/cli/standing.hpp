// How far a student has come: what the last run of this checkout gave each
// exercise, kept in build/progress.

#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "course/exercise.hpp"
#include "report/report.hpp"

namespace cli {

struct Standing {
  enum class State {
    untouched,   // nothing is written yet
    not_graded,  // written, and not graded as far as is known
    changed,     // since it was graded
    graded
  };

  State state = State::untouched;
  int earned = 0;  // these three as of the last run, for `changed` and `graded`
  int possible = 0;
  int not_measured = 0;

  // Nothing is left to do that this machine could tell.
  bool is_done() const { return state == State::graded && earned + not_measured >= possible; }
};

// "80 of 80, 20 not measured", "to do".
std::string in_words(const Standing& standing);

// `root` is the course's folder. A file that is missing or damaged counts as none.
Standing standing_of(const course::Exercise& exercise, const std::filesystem::path& root);

// For what was graded from this checkout, and nothing else. Does nothing where the
// folder cannot be written.
void remember(const report::ExerciseReport& graded, const std::filesystem::path& root);

}  // namespace cli
